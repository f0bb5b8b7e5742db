/** A mistake in the app's settings. Its message names the setting, the value given, and what is allowed. */
export class SettingError extends Error {}
