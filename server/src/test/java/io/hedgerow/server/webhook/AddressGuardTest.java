package io.hedgerow.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressGuardTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/x",
        "https://10.0.0.1/x",
        "https://192.168.1.1/x",
        "https://169.254.169.254/latest",
        "https://100.64.0.1/",
        "https://[::1]/",
        "https://[fd00::1]/",
        "https://[fe80::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://0.0.0.0/",
        "http://93.184.216.34/",
        "ftp://93.184.216.34/",
        "https://user@93.184.216.34/",
        "relative"
      })
  void whatOnlyTheServerCanReachIsRefused(String url) {
    assertThat(new AddressGuard(false).objection(URI.create(url))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://93.184.216.34/hook", "https://[2606:2800:220:1::1]/hook"})
  void publicAddressesAreFine(String url) {
    assertThat(new AddressGuard(false).objection(URI.create(url))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8080/hook", "https://10.0.0.1/"})
  void privateOnesAreFineWhereAllowed(String url) {
    assertThat(new AddressGuard(true).objection(URI.create(url))).isEmpty();
  }
}
