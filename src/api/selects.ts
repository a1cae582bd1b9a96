import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/**
 * Whether the client asks for the field at this path below the resolved one, under whatever alias and through whatever
 * fragment: `selects(info, 'items', 'picture')`. Lets a resolver leave out work whose answer nobody reads.
 */
export function selects(info: GraphQLResolveInfo, ...path: readonly string[]): boolean {
  return info.fieldNodes.some(({ selectionSet }) => reaches(selectionSet, path, info));
}

function reaches(
  selectionSet: SelectionSetNode | undefined,
  path: readonly string[],
  info: GraphQLResolveInfo,
): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return true;
  return (selectionSet?.selections ?? []).some((selection) => {
    if (!isIncluded(selection, info)) return false;
    switch (selection.kind) {
      case Kind.FIELD:
        return selection.name.value === name && reaches(selection.selectionSet, rest, info);
      case Kind.INLINE_FRAGMENT:
        return reaches(selection.selectionSet, path, info);
      case Kind.FRAGMENT_SPREAD:
        return reaches(info.fragments[selection.name.value]?.selectionSet, path, info);
    }
  });
}

function isIncluded(selection: SelectionNode, { variableValues }: GraphQLResolveInfo): boolean {
  const skip = getDirectiveValues(GraphQLSkipDirective, selection, variableValues);
  const include = getDirectiveValues(GraphQLIncludeDirective, selection, variableValues);
  return skip?.if !== true && include?.if !== false;
}
