package io.hedgerow.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hedgerow.server.GoldenPage;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ServerSettingsTest {

  @Test
  void everySettingHasADefaultThatFits() {
    ServerSettings settings = ServerSettings.of(Map.of());

    assertThat(settings.port()).isEqualTo(8080);
    assertThat(settings.database()).isEmpty();
    assertThat(settings.webhooks().giveUpAfter()).isEqualTo(Duration.ofDays(5));
  }

  @Test
  void anUnknownSettingStopsWithASuggestion() {
    assertThatThrownBy(() -> ServerSettings.of(Map.of("hedgerow.prot", "9000")))
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining("unknown setting `hedgerow.prot`")
        .hasMessageContaining("`hedgerow.port`");
  }

  @Test
  void aValueThatDoesNotFitIsNamedWithWhatWould() {
    assertThatThrownBy(() -> ServerSettings.of(Map.of("hedgerow.port", "70000")))
        .hasMessage("`hedgerow.port` must be a whole number from 0 to 65535, was `70000`");
    assertThatThrownBy(() -> ServerSettings.of(Map.of("hedgerow.drain", "soon")))
        .hasMessageContaining("a duration such as");
    assertThatThrownBy(
            () -> ServerSettings.of(Map.of("hedgerow.oidc.issuer", "https://id.example.org")))
        .hasMessageContaining("`hedgerow.oidc.client-id` is needed");
  }

  @Test
  void theEnvironmentNamesSettingsToo() {
    assertThat(ServerSettings.fromEnvironment(Map.of("HEDGEROW_KEY_RATE", "7", "PATH", "/bin")))
        .isEqualTo(Map.of("hedgerow.key-rate", "7"));
  }

  @Test
  void thePageOfSettingsIsUpToDate() throws IOException {
    GoldenPage.check("settings.md", SettingsPage.render());
  }
}
