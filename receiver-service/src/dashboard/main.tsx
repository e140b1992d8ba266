import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import './style/tokens.css';
import './style/base.css';
import './style/layout.css';
import './style/forms.css';
import './style/components.css';
import { queryClient } from './api/query.ts';
import { Toaster } from './components/toaster.tsx';
import { App } from './shell/app.tsx';
import { language } from './text/language.ts';
import { theme } from './text/theme.ts';

const page = document.documentElement;
const showChoices = (): void => {
	page.lang = language.get();
	page.dataset.theme = theme.get();
};
showChoices();
language.subscribe(showChoices);
theme.subscribe(showChoices);

const root = document.getElementById('root');
if (root !== null) {
	createRoot(root).render(
		<CSPProvider disableStyleElements>
			<QueryClientProvider client={queryClient}>
				<App />
				<Toaster />
			</QueryClientProvider>
		</CSPProvider>,
	);
}
