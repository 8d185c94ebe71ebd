package io.hedgerow.matching.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LinksTest {

  private static CanonicalUrl url(String written) {
    return CanonicalUrl.of(written).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "HTTPS://WWW.Example.COM:443/a/../b/./c/?b=2&a=1#top, example.com/b/c?a=1&b=2",
    "http:\\\\example.com\\x, example.com/x",
    "https:///example.com, example.com/",
    "hxxps://example[.]com/x, example.com/x",
    "//user:secret@example.com:8080/%7Ename/%2f, example.com:8080/~name/%2F",
    "example.com?utm_source=x&id=7&fbclid=abc, example.com/?id=7",
    "http://b\u00FCcher.example/, xn--bcher-kva.example/",
    "http://ex%61mple.com/, example.com/",
    "http://example.com./, example.com/",
    "http://[2001:db8::1]:8080/x, [2001:db8::1]:8080/x",
  })
  void spellingsOfOneAddressAreOne(String written, String canonical) {
    assertThat(url(written)).hasToString(canonical);
    assertThat(url(canonical)).hasToString(canonical);
  }

  @Test
  void domainIsWhatSomeoneRegistered() {
    assertThat(url("https://a.b.example.co.uk/").domain()).isEqualTo("example.co.uk");
    assertThat(url("https://someone.github.io/").domain()).isEqualTo("someone.github.io");
    assertThat(url("http://192.0.2.7/x").domain()).isEqualTo("192.0.2.7");
  }

  @Test
  void whatNamesNoHostIsNone() {
    assertThat(List.of("", "   ", "hello", "http://", "a b.com", "://", "?x", "http://a<b.com"))
        .allSatisfy(text -> assertThat(CanonicalUrl.of(text)).as(text).isEmpty());
  }

  @Test
  void hostileAddressesNeverThrow() {
    for (long seed = 0; seed < 3_000; seed++) {
      CanonicalUrl.of(
              "http://"
                  + new HostileTexts(seed).next(8)
                  + ".com/"
                  + new HostileTexts(seed + 1).next(8)
                  + "%")
          .ifPresent(url -> assertThat(CanonicalUrl.of(url.toString())).isPresent());
    }
  }

  @Test
  void redirectorsAreUnwrapped() {
    Redirectors usual = Redirectors.usual();
    String inner =
        "https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttps%253A%252F%252Fexample.com%252Fx";
    assertThat(usual.unwrap(url("https://www.google.com/url?q=" + inner)))
        .hasToString("example.com/x");
    assertThat(usual.unwrap(url("https://www.google.com/search?q=owls")))
        .hasToString("google.com/search?q=owls");
    String loop = "https://out.reddit.com/?url=https%3A%2F%2Fout.reddit.com%2F";
    assertThat(usual.unwrap(url(loop))).hasToString("out.reddit.com/");
  }

  @Test
  void disguisedDomainsAreRecognised() {
    Typosquats protectedOnes = new Typosquats(List.of("pinboard.com", "example.co.uk"));
    assertThat(protectedOnes.of("pinboard.com")).isEmpty();
    assertThat(protectedOnes.of("login.pinboard.com")).isEmpty();
    assertThat(protectedOnes.of("orchard.org")).isEmpty();
    assertThat(disguise(protectedOnes, "p\u0456nboard.com"))
        .isEqualTo(Typosquats.Disguise.LOOK_ALIKE);
    assertThat(disguise(protectedOnes, "pinb0ard.net")).isEqualTo(Typosquats.Disguise.LOOK_ALIKE);
    assertThat(disguise(protectedOnes, "pniboard.com")).isEqualTo(Typosquats.Disguise.SLIP);
    assertThat(disguise(protectedOnes, "pinboards.com")).isEqualTo(Typosquats.Disguise.SLIP);
    assertThat(disguise(protectedOnes, "pinboard-login.net"))
        .isEqualTo(Typosquats.Disguise.NAME_INSIDE);
    assertThat(disguise(protectedOnes, "example.shop")).isEqualTo(Typosquats.Disguise.OTHER_SUFFIX);
  }

  private static Typosquats.Disguise disguise(Typosquats protectedOnes, String host) {
    return protectedOnes.of(host).orElseThrow().disguise();
  }
}
