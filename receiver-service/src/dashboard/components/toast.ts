import { Toast } from '@base-ui/react/toast';

export const toasts = Toast.createToastManager();

/** Short words about what just happened; refusals stay until they are closed. */
export const toast = {
	success: (text: string): void => {
		toasts.add({ type: 'success', title: text });
	},
	failure: (fault: Error): void => {
		toasts.add({ type: 'failure', title: fault.message, timeout: 0, priority: 'high' });
	},
} as const;
