package io.hedgerow.cli.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.cli.Hedgerow;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class HashCommandTest {
  @TempDir private Path folder;
  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();

  private int run(String... arguments) {
    CommandLine command =
        Hedgerow.commandLine()
            .setOut(new PrintWriter(output, true))
            .setErr(new PrintWriter(errors, true));
    return command.execute(arguments);
  }

  private Path picture(String name, long seed) throws IOException {
    BufferedImage image = new BufferedImage(200, 150, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      graphics.setColor(new Color(random.nextInt(0x1000000)));
      graphics.fillOval(
          random.nextInt(200), random.nextInt(150), random.nextInt(60), random.nextInt(60));
    }
    graphics.dispose();
    Path file = folder.resolve(name);
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  @Test
  void pdqPrintsHashQualityAndFile() throws IOException {
    Path picture = picture("a.png", 1);
    assertThat(run("hash", "pdq", picture.toString())).isZero();
    assertThat(output.toString().strip()).matches("[0-9a-f]{64},\\d+,\\Q" + picture + "\\E");
  }

  @Test
  void dihedralPrintsEightLines() throws IOException {
    assertThat(run("hash", "pdq", "--dihedral", picture("a.png", 1).toString())).isZero();
    assertThat(output.toString().lines()).hasSize(8);
    assertThat(output.toString()).contains(",rotated_90");
  }

  @Test
  void aBadFileIsNamedAndTheOthersGoOn() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.jpg"), "no picture");
    Path good = picture("a.png", 1);
    assertThat(run("hash", "pdq", bad.toString(), "missing.png", good.toString())).isEqualTo(1);
    assertThat(errors.toString())
        .contains("bad.jpg: unknown_format: ")
        .contains("missing.png: no such file");
    assertThat(output.toString()).contains(good.toString());
  }

  @Test
  void matchNamesTheKnownHash() throws IOException {
    Path known = picture("a.png", 1);
    run("hash", "pdq", known.toString());
    String hash = output.toString().substring(0, 64);
    Path bank = folder.resolve("bank.csv");
    Files.write(bank, List.of("indicator,type,id,source,tags", hash + ",HASH_PDQ,k1,partner,meme"));
    output.getBuffer().setLength(0);
    assertThat(run("hash", "match", "--bank", bank.toString(), known.toString())).isEqualTo(1);
    assertThat(output.toString()).contains("a.png,0,original,k1,partner,meme");
    output.getBuffer().setLength(0);
    assertThat(run("hash", "match", "--bank", bank.toString(), picture("b.png", 2).toString()))
        .isZero();
    assertThat(output.toString()).isEmpty();
  }

  @Test
  void aBankWithoutHashesCannotRun() throws IOException {
    Path bank = Files.writeString(folder.resolve("bank.csv"), "nonsense\n");
    assertThat(run("hash", "match", "--bank", bank.toString(), "x.png")).isEqualTo(2);
    assertThat(errors.toString()).contains("line 1: a hash has 64").contains("no PDQ hashes in");
  }
}
