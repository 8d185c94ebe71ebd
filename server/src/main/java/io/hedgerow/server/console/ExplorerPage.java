package io.hedgerow.server.console;

import io.hedgerow.matching.Hash256;
import io.hedgerow.matching.image.Turn;
import io.hedgerow.matching.image.signature.ImageSignature;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.bank.BankSearch;
import io.hedgerow.server.bank.BankShelf;
import io.hedgerow.server.image.Images;
import io.hedgerow.server.image.Picture;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import io.hedgerow.server.review.Bounds;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Try a picture out: what it matches and resembles, with distance and transform. The picture is not
 * kept, and is blurred until somebody asks to see it.
 */
@Shows("picture tried")
@RestController
public final class ExplorerPage {
  private static final int SHOWN = 20;
  private static final int THUMBNAIL = 32;

  private final Templates templates;
  private final BankShelf shelf;
  private final Images images;
  private final Bounds bounds;

  ExplorerPage(Templates templates, BankShelf shelf, Images images, Bounds bounds) {
    this.templates = templates;
    this.shelf = shelf;
    this.images = images;
    this.bounds = bounds;
  }

  /**
   * What came of trying a picture.
   *
   * @param picture as a data address, 32 x 32 grey: enough to tell pictures apart, too little to
   *     harm more than needed
   */
  public record Tried(
      String picture,
      String pdq,
      int quality,
      String format,
      List<BankSearch.Sighting> matches,
      List<BankSearch.Sighting> spared,
      List<Resembling> resembling) {}

  /** A kept picture that the tried one resembles. */
  public record Resembling(String picture, Images.Like like) {}

  @GetMapping("/console/explorer")
  ResponseEntity<byte[]> form(HttpServletRequest request, Authentication who) {
    return page(Optional.empty(), "", request, who);
  }

  @PostMapping("/console/explorer")
  ResponseEntity<byte[]> look(HttpServletRequest request, Authentication who)
      throws IOException, ServletException {
    byte[] bytes = upload(request);
    try {
      return page(Optional.of(tried(Picture.read(bytes), who)), "", request, who);
    } catch (Refusal unreadable) {
      return page(Optional.empty(), unreadable.detail(), request, who);
    }
  }

  private static byte[] upload(HttpServletRequest request) throws IOException, ServletException {
    Part part = request.getPart("picture");
    if (part == null) {
      throw Refusal.at(ProblemType.INVALID, "picture", "choose a file");
    }
    try (InputStream in = part.getInputStream()) {
      return in.readNBytes(Picture.MOST_BYTES + 1);
    }
  }

  private Tried tried(Picture picture, Authentication who) {
    BankSearch.Lookup lookup = shelf.look(picture.hashes(), images.resembled(picture.kept()));
    return new Tried(
        address(picture.signature()),
        picture.hashes().hash().toString(),
        picture.hashes().quality(),
        picture.format(),
        lookup.matches().stream().limit(SHOWN).toList(),
        lookup.spared().stream().limit(SHOWN).toList(),
        bounds.openWhole(who, images.like(picture), like -> images.shows(like.image())).stream()
            .limit(SHOWN)
            .map(like -> new Resembling(address(like.signature()), like))
            .toList());
  }

  private ResponseEntity<byte[]> page(
      Optional<Tried> tried, String problem, HttpServletRequest request, Authentication who) {
    return templates.render(
        "explorer",
        Map.of(
            "page", Page.of("Match explorer", "explorer", request, who),
            "tried", tried,
            "problem", problem));
  }

  private static String address(ImageSignature signature) {
    BufferedImage image = new BufferedImage(THUMBNAIL, THUMBNAIL, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, THUMBNAIL, THUMBNAIL, signature.thumbnail());
    return png(image);
  }

  /** A hash as a picture of its bits, 16 x 16: all there is to see of a known picture. */
  public static String bits(Hash256 hash) {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    for (int bit = 0; bit < Hash256.BITS; bit++) {
      boolean set = (hash.word(bit >> 6) >>> (bit & 63) & 1) == 1;
      image.getRaster().setSample(bit % 16, bit / 16, 0, set ? 40 : 220);
    }
    return png(image);
  }

  private static String png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory failed", impossible);
    }
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /** How a turn reads. */
  public static String words(Turn turn) {
    return turn == Turn.ORIGINAL
        ? "as it is"
        : turn.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
