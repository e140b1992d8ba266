import { useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { useLiveQueries } from '../../api/live.ts';
import { useCan } from '../../api/session.ts';
import { Button, ButtonLink, IconButton } from '../../components/button.tsx';
import { Menu } from '../../components/menu.tsx';
import { Page } from '../../components/page.tsx';
import { Loaded } from '../../components/state.tsx';
import { useText } from '../../text/texts.ts';
import { useNow } from '../deliveries/use-now.ts';
import { Dialogs } from './dialogs.tsx';
import type { Begin, Doing } from './doing.ts';
import { Figures, Health } from './health.tsx';
import { OverTime, overTimeKey } from './over-time.tsx';
import { useWebhook } from './queries.ts';
import { Receives } from './receives.tsx';
import { Recent, recentKey } from './recent.tsx';
import { detailTexts, webhookTexts } from './texts.ts';
import { useActs } from './use-acts.ts';
import { nameOf, type Webhook as Shown, webhooksKey } from './webhook.ts';

const tellTimeEveryMs = 10_000;
const readEveryMs = 3_000;

const Acts = ({ webhook, begin }: { readonly webhook: Shown; readonly begin: Begin }) => {
	const t = useText(webhookTexts);
	const [main, ...others] = useActs(begin)(webhook);
	return (
		<>
			{main === undefined ? null : (
				<Button kind="primary" onClick={main.onSelect}>
					{main.label}
				</Button>
			)}
			<Menu trigger={<IconButton label={t.moreOf(nameOf(webhook))} icon="more" />} items={others} />
		</>
	);
};

const Webhook = () => {
	const t = useText(detailTexts);
	const { id = '' } = useParams();
	const [, go] = useLocation();
	const now = useNow(tellTimeEveryMs);
	const mayChange = useCan()('subscribe');
	const [doing, setDoing] = useState<Doing | null>(null);
	const query = useWebhook(id);
	useLiveQueries(
		[[...webhooksKey, 'one', id], [...webhooksKey, 'rates'], overTimeKey(id), recentKey(id)],
		{ everyMs: readEveryMs, when: doing === null },
	);
	return (
		<Page
			title={query.data === undefined ? t.webhook : nameOf(query.data)}
			actions={
				<>
					<ButtonLink href="/webhooks" icon="left">
						{t.all}
					</ButtonLink>
					{mayChange && query.data !== undefined ? (
						<Acts webhook={query.data} begin={setDoing} />
					) : null}
				</>
			}
		>
			<Loaded query={query}>
				{(webhook) => (
					<>
						<Figures webhook={webhook} />
						<div className="columns">
							<Health webhook={webhook} now={now} />
							<Receives webhook={webhook} />
						</div>
						<OverTime id={webhook.id} />
						<Recent id={webhook.id} now={now} />
					</>
				)}
			</Loaded>
			<Dialogs
				doing={doing}
				begin={setDoing}
				stop={() => setDoing(null)}
				onRemoved={() => go('/webhooks')}
			/>
		</Page>
	);
};

export default Webhook;
