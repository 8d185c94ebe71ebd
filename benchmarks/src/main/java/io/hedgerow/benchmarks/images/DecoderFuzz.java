package io.hedgerow.benchmarks.images;

import io.hedgerow.matching.image.decode.Decoding;
import io.hedgerow.matching.image.decode.Decoding.Decoded;
import io.hedgerow.matching.image.decode.Decoding.Undecodable;
import io.hedgerow.matching.image.decode.DecodingLimits;
import io.hedgerow.matching.image.decode.ImageDecoder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/**
 * Damaged files of every format through the decoder. Run it with {@code -Xmx200m}: the JVM then
 * holds the heap's cap itself, and a decoder that wanted more would show as an OutOfMemoryError
 * below.
 */
record DecoderFuzz(PrintWriter out) {
  private static final String LOSSLESS_WEBP =
      "UklGRrAAAABXRUJQVlA4TKMAAAAvJ0AHAMX8F6AA/S8AAPBDAAAA8EMAAADwQwAAAPBDAAAAAAAAOAAAAAA48A8AADj8HwAAPv4/BwC+//8PAL///x+Av///H8C///8f0L//3x8Qu/fPHwC8B4APALgHgA8AOAAAJgI4AADwATgA/v8DOAD+/wc8AP7/DwAAQP8HAAAA+B8AAADw/z8AAPD/PwAA/v8/UQD8vz/C//8/v/f//78/AA==";
  private static final String LOSSY_WEBP =
      "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA";
  private static final long SEED = 20_261_123;

  void run(int files) throws IOException {
    Map<String, byte[]> seeds = seeds();
    ImageDecoder decoder = new ImageDecoder(DecodingLimits.DEFAULT);
    Random random = new Random(SEED);
    Map<String, Integer> outcomes = new TreeMap<>();
    long longest = 0;
    String slowest = "";
    int memory = 0;
    long start = System.nanoTime();
    for (int i = 0; i < files; i++) {
      String name = seeds.keySet().stream().skip(i % seeds.size()).findFirst().orElseThrow();
      byte[] mutated = mutate(java.util.Objects.requireNonNull(seeds.get(name)), random);
      long before = System.nanoTime();
      Decoding decoding = decoder.decode(mutated, 3);
      long taken = System.nanoTime() - before;
      if (taken > longest) {
        longest = taken;
        slowest = name;
      }
      outcomes.merge(outcome(decoding), 1, Integer::sum);
      memory +=
          decoding instanceof Undecodable bad && bad.message().contains("OutOfMemory") ? 1 : 0;
    }
    out.printf(
        "%,d mutated files (seed %d) in %.0f s, heap capped at %d MiB: %s.%n",
        files,
        SEED,
        (System.nanoTime() - start) / 1e9,
        Runtime.getRuntime().maxMemory() >> 20,
        outcomes);
    out.printf(
        "Slowest %d ms (%s); %d met the heap's cap; nothing thrown.%n%n",
        longest / 1_000_000, slowest, memory);
  }

  private static String outcome(Decoding decoding) {
    return switch (decoding) {
      case Decoded _ -> "decoded";
      case Undecodable bad -> bad.fault().name().toLowerCase(java.util.Locale.ROOT);
    };
  }

  private static Map<String, byte[]> seeds() throws IOException {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    BufferedImage scene = Scenes.scene(3, 120, 90);
    for (String format : new String[] {"jpeg", "png", "gif", "bmp", "tiff"}) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(scene, format, bytes);
      seeds.put(format, bytes.toByteArray());
    }
    seeds.put("lossless webp", Base64.getDecoder().decode(LOSSLESS_WEBP));
    seeds.put("lossy webp", Base64.getDecoder().decode(LOSSY_WEBP));
    return seeds;
  }

  /** One to eight changes, most of them where headers are. */
  private static byte[] mutate(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
      int at = random.nextInt(random.nextBoolean() ? Math.min(200, bytes.length) : bytes.length);
      int length = Math.min(bytes.length - at, 1 + random.nextInt(16));
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> Arrays.fill(bytes, at, at + length, (byte) 0xff);
        case 3 -> Arrays.fill(bytes, at, at + length, (byte) 0);
        case 4 -> bytes = Arrays.copyOf(bytes, Math.max(16, at));
        default ->
            System.arraycopy(bytes, at, bytes, random.nextInt(bytes.length - length + 1), length);
      }
    }
    return bytes;
  }
}
