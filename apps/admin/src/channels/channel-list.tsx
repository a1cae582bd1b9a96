import { Chip, Typography } from '@mui/material';
import { DataTable, DateField, List, TopToolbar, useTranslate } from 'react-admin';
import { usePlatformPermission } from '../layout/use-permission.js';
import { CreateChannelButton } from './create-channel-button.js';

interface Channel {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly tryOnMode: string;
}

/** Every shop of the server; for who runs it. */
export function ChannelList() {
  const translate = useTranslate();
  const mayManage = usePlatformPermission();
  return (
    <>
      <Typography color="textSecondary" sx={{ mt: 3, mb: 1, maxWidth: '75ch' }}>
        {translate('channels.text')}
      </Typography>
      <List<Channel>
        exporter={false}
        perPage={50}
        empty={false}
        actions={<TopToolbar>{mayManage && <CreateChannelButton />}</TopToolbar>}
      >
        <DataTable<Channel> bulkActionButtons={false} rowClick={false}>
          <DataTable.Col<Channel>
            source="name"
            disableSort
            render={({ name, isDefault }) => (
              <>
                {name}{' '}
                {isDefault && <Chip size="small" variant="outlined" label={translate('channels.default')} />}
              </>
            )}
          />
          <DataTable.Col<Channel> source="code" disableSort render={({ code }) => <code>{code}</code>} />
          <DataTable.Col<Channel>
            source="tryOnMode"
            disableSort
            render={({ tryOnMode }) => translate(`channel.modes.${tryOnMode}`)}
          />
          <DataTable.Col<Channel> source="createdAt" field={DateField} disableSort />
        </DataTable>
      </List>
    </>
  );
}
