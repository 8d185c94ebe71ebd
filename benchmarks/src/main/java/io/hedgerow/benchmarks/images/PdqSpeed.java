package io.hedgerow.benchmarks.images;

import io.hedgerow.matching.image.Pixels;
import io.hedgerow.matching.image.decode.Decoding.Decoded;
import io.hedgerow.matching.image.decode.DecodingLimits;
import io.hedgerow.matching.image.decode.ImageDecoder;
import io.hedgerow.matching.image.pdq.Pdq;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.Supplier;
import javax.imageio.ImageIO;

/** Pictures hashed a second on one thread, at the size the reference's figures are for. */
record PdqSpeed(PrintWriter out) {
  private static final int WIDTH = 1600;
  private static final int HEIGHT = 1004;

  void run() throws IOException {
    Pixels picture = Alterations.pixels(Scenes.scene(1, WIDTH, HEIGHT));
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(Alterations.image(picture), "jpeg", jpeg);
    byte[] bytes = jpeg.toByteArray();
    ImageDecoder decoder = new ImageDecoder(DecodingLimits.DEFAULT);
    out.println("| 1600 x 1004, one thread | images/s |");
    out.println("|---|---:|");
    row("hash from pixels", () -> Pdq.hash(picture));
    row("eight hashes from pixels", () -> Pdq.dihedral(picture));
    row("decode a JPEG of %,d bytes".formatted(bytes.length), () -> decoder.decode(bytes));
    row(
        "hash from the same JPEG's bytes",
        () ->
            decoder.decode(bytes) instanceof Decoded decoded
                ? Pdq.hash(decoded.pixels())
                : "not decoded");
    out.println();
  }

  private void row(String what, Supplier<?> work) {
    out.printf("| %s | %.0f |%n", what, Pace.perSecond(work));
  }
}
