package io.hedgerow.cli.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.matching.Hash256;
import io.hedgerow.matching.image.decode.Decoding;
import io.hedgerow.matching.image.decode.DecodingLimits;
import io.hedgerow.matching.image.decode.ImageDecoder;
import io.hedgerow.matching.image.pdq.Pdq;
import io.hedgerow.server.image.Picture;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Matches of banks in commands that run a pack without a server. */
final class BankSignalsTest {
  private static final String KNOWN =
      "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22";

  @TempDir private Path folder;
  private String pack = "";

  @BeforeEach
  void writePack() throws IOException {
    pack = pack("pack", 31);
  }

  private String pack(String name, int distance) throws IOException {
    Path made =
        TinyPack.write(
            folder.resolve(name),
            """
            - id: known-image
              on: [pin.created]
              when: match.known_spam <= 31
              then: [limit]
              label: {policy: spam, confidence: 0.9}
              stage: live
              reason: "{match.known_spam} bits"
            """);
    Path types = made.resolve("events.yaml");
    Files.writeString(
        types, Files.readString(types).replace("title: text", "title: text, image: image"));
    Files.writeString(
        made.resolve("banks.yaml"),
        "known_spam: {policy: spam, stage: live, distance: %d}\nflags: {kind: negative, stage: live}\n"
            .formatted(distance));
    return made.toString();
  }

  private String events(String... images) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < images.length; i++) {
      lines.append(
          """
          {"specversion":"1.0","id":"e%d","source":"/t","type":"pin.created",\
          "time":"2026-03-01T10:00:%02dZ","data":{"actor":"u1","pin":"p%d","image":"%s"}}
          """
              .formatted(i, i, i, images[i]));
    }
    return Files.writeString(folder.resolve("events.jsonl"), lines).toString();
  }

  private String bank(String name, String text) throws IOException {
    return name + "=" + Files.writeString(folder.resolve(name + ".bank"), text);
  }

  /** The known hash with this many bits turned. */
  private static String near(int bits) {
    Hash256 hash = Hash256.parse(KNOWN);
    return "pdq:"
        + new Hash256(hash.high(), hash.midHigh(), hash.midLow(), hash.low() ^ ((1L << bits) - 1));
  }

  @Test
  void decideReadsTheDistanceFromABankFile() throws IOException {
    String bank = bank("known_spam", "hash,id,source\n" + KNOWN + ",h1,partner\n");
    assertThat(
            TinyPack.run("decide", pack, "--bank", bank, "--quiet", events(near(8), "elsewhere")))
        .contains("\"match.known_spam\":8,")
        .contains("\"match.known_spam.hash\":\"h1\",\"match.known_spam.source\":\"partner\"")
        .contains("8 bits")
        .containsOnlyOnce("\"subject\":\"pin:p0\",\"verdict\":\"limit\"")
        .contains("bank `flags` is empty here; give --bank flags=FILE");
  }

  @Test
  void backtestReadsAnExportedBank() throws IOException {
    String bank =
        bank(
            "known_spam",
            """
            {"data": [{"id": "h1", "indicator": "%s", "type": "HASH_PDQ", "source": "partner"}],
             "paging": {"cursors": {"after": "1"}}}
            """
                .formatted(KNOWN));
    assertThat(
            TinyPack.run(
                "pack", "backtest", pack, "--events", events(near(8), near(40)), "--bank", bank))
        .containsPattern("limit +1\n");
  }

  @Test
  void twoPacksOfABacktestAskTheBankAtTheirOwnDistance() throws IOException {
    String strict = pack("strict", 4);
    assertThat(
            TinyPack.run(
                "pack",
                "backtest",
                pack,
                "--against",
                strict,
                "--events",
                events(near(8)),
                "--bank",
                bank("known_spam", KNOWN)))
        .startsWith("1\n")
        .contains("allow to limit: 1 event");
  }

  @Test
  void aNegativeBankSparesThePicture() throws IOException {
    String bank = bank("known_spam", KNOWN);
    String flags = bank("flags", KNOWN);
    assertThat(
            TinyPack.run(
                "pack",
                "backtest",
                pack,
                "--events",
                events(near(8)),
                "--bank",
                bank,
                "--bank",
                flags))
        .doesNotContain("limit");
  }

  @Test
  void anUploadIsFoundInTheFolderOfPictures() throws IOException {
    Path pictures = Files.createDirectories(folder.resolve("pictures/deep"));
    Path file = pictures.resolve("a.png");
    ImageIO.write(sketch(), "png", file.toFile());
    byte[] bytes = Files.readAllBytes(file);
    Decoding.Decoded decoded =
        (Decoding.Decoded) new ImageDecoder(DecodingLimits.DEFAULT).decode(bytes);
    assertThat(
            TinyPack.run(
                "pack",
                "explain",
                pack,
                "--events",
                events(Picture.id(bytes), "0".repeat(32)),
                "--bank",
                bank("known_spam", Pdq.hash(decoded.pixels()).hash().toString()),
                "--pictures",
                folder.resolve("pictures").toString()))
        .startsWith("0\n")
        .contains("match.known_spam: held on 50.00% of 2");
  }

  private static BufferedImage sketch() {
    BufferedImage image = new BufferedImage(200, 150, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      graphics.setColor(new Color(random.nextInt(0x1000000)));
      graphics.fillOval(
          random.nextInt(200), random.nextInt(150), random.nextInt(60), random.nextInt(60));
    }
    graphics.dispose();
    return image;
  }

  @Test
  void aBankThatThePackDoesNotHaveIsNamed() throws IOException {
    assertThat(
            TinyPack.run(
                "pack", "backtest", pack, "--events", events("x"), "--bank", bank("nudes", KNOWN)))
        .startsWith("2\n")
        .contains("the pack has no bank `nudes`; it has flags, known_spam");
  }
}
