import { join, sep } from 'node:path';
import type { Benchmark } from '../benchmarks/benchmark.js';
import { DataSetError } from '../../neural/datasets/data-set.js';
import { StudentRunner } from '../../neural/validation/student-runner.js';
import type { Student } from '../../neural/validation/student.js';
import { ComposedStudent } from './composed-student.js';
import type { EvaluationRequest } from './evaluation-request.js';
import type { ItemRecord } from './item-log.js';
import type { BenchmarkItems, MeasuredItem } from './measured-item.js';
import type { FoundItems, ItemSize } from './open-items.js';

/** A student and the items at its size. */
interface MeasuredModel {
  readonly runner: StudentRunner;
  readonly student: Student;
  readonly items: BenchmarkItems;
}

/** What an item looks like, of the model and, where there is one, of the second one. */
export interface ItemLook {
  readonly item: MeasuredItem;
  readonly size: ItemSize;
  readonly against?: { readonly item: MeasuredItem; readonly size: ItemSize };
}

/** One or two models, ready to be measured item by item. */
export class MeasuredModels {
  private constructor(
    private readonly model: MeasuredModel,
    private readonly against: MeasuredModel | undefined,
    /** Ids of the items, in order. */
    readonly ids: readonly string[],
    /** Path of the data, which problems need not repeat. */
    private readonly prefix: string,
  ) {}

  static async open(
    benchmark: Benchmark,
    request: EvaluationRequest,
    found: FoundItems,
  ): Promise<MeasuredModels> {
    const openModel = async (graph: Uint8Array): Promise<MeasuredModel> => {
      const runner = await StudentRunner.open(graph, { threads: request.threads ?? 1 });
      const student =
        request.size === 'published' ? new ComposedStudent(runner, benchmark.publishedSize) : runner;
      return { runner, student, items: await found.open(student) };
    };
    const model = await openModel(request.model.graph);
    const against = request.against && (await openModel(request.against.graph));
    const ids = model.items.ids.slice(0, found.data.pairs);
    return new MeasuredModels(model, against, ids, request.data === undefined ? '' : join(request.data, sep));
  }

  /** Of the pictures that are compared. */
  get size(): ItemSize {
    const { height, width } = this.model.student;
    return { height, width };
  }

  /** Measures an item; one whose files are missing or broken becomes a record that says so, without pictures. */
  async measure(index: number): Promise<{ record: ItemRecord; look?: ItemLook }> {
    const id = this.ids[index]!;
    const group = this.model.items.groupOf(index);
    const who = { id, ...(group !== undefined && { group }) };
    try {
      const look = await this.look(index);
      const { item, against } = look;
      const figures = { figures: item.figures, ...(against && { against: against.item.figures }) };
      return { record: { ...who, ...figures }, look };
    } catch (error) {
      if (!(error instanceof DataSetError)) throw error;
      const problem = this.prefix === '' ? error.message : error.message.replaceAll(this.prefix, '');
      return { record: { ...who, problem } };
    }
  }

  /**
   * Measures an item, with its pictures.
   *
   * @throws DataSetError when a file is missing or broken
   */
  async look(index: number): Promise<ItemLook> {
    const { items, student, size } = { ...this.model, size: this.size };
    const look = { item: await items.measure(index, student), size };
    if (!this.against) return look;
    const { height, width } = this.against.student;
    const item = await this.against.items.measure(index, this.against.student);
    return { ...look, against: { item, size: { height, width } } };
  }

  async close(): Promise<void> {
    for (const one of [this.model, this.against]) {
      await one?.items.close();
      await one?.runner.close();
    }
  }
}
