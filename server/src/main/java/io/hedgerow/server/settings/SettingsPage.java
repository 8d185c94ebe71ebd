package io.hedgerow.server.settings;

/** Writes {@code docs/reference/settings.md} from the settings themselves. */
final class SettingsPage {
  private SettingsPage() {}

  static String render() {
    StringBuilder page = new StringBuilder(4_096);
    page.append(
        """
        # Settings

        The short version is: every setting has a default that works on one machine. Give one to `hedgerow up` as an \
        option, as a system property (`-Dhedgerow.port=9000`) or in the environment (`HEDGEROW_PORT=9000`). \
        A `hedgerow.*` property nobody knows stops the start with a suggestion.

        This page is written from the code; a test keeps it so.

        | setting | environment | default | what it does |
        |---|---|---|---|
        """);
    for (Setting setting : Setting.values()) {
      page.append(
          "| `%s` | `%s` | %s | %s |\n"
              .formatted(
                  setting.key(),
                  setting.environmentName(),
                  setting.defaultText().isEmpty() ? "–" : "`" + setting.defaultText() + "`",
                  setting.description()));
    }
    return page.toString();
  }
}
