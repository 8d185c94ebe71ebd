package io.hedgerow.benchmarks.images;

import io.hedgerow.matching.Hash256;
import io.hedgerow.matching.image.decode.Decoding.Decoded;
import io.hedgerow.matching.image.decode.DecodingLimits;
import io.hedgerow.matching.image.decode.ImageDecoder;
import io.hedgerow.matching.image.pdq.Pdq;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Our hashes beside those of Meta's Java reference. */
record PdqConformance(Path pictures, PrintWriter out) {

  void run() throws IOException {
    out.println("| set | files | distance 0 | at most 10 | largest | other quality | unread |");
    out.println("|---|---:|---:|---:|---:|---:|---:|");
    compare("pdq_reference", "pdq_java_reference.csv", 0, 1, 2);
    compare("benign", "pdq_reference.csv", 7, 3, 4);
    out.println();
  }

  private void compare(String folder, String list, int file, int hash, int quality)
      throws IOException {
    ImageDecoder decoder = new ImageDecoder(DecodingLimits.DEFAULT);
    Path base = pictures.resolve(folder);
    List<String> lines = Files.readAllLines(base.resolve(list));
    int files = 0;
    int equal = 0;
    int near = 0;
    int largest = 0;
    int otherQuality = 0;
    int unread = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] row = line.split(",", -1);
      Path picture = base.resolve(row[file]);
      if (row[file].isEmpty() || !Files.exists(picture)) {
        continue; // hashed there, its pixels not shipped
      }
      if (!(decoder.decode(Files.readAllBytes(picture)) instanceof Decoded decoded)) {
        unread++;
        continue;
      }
      Pdq.Hashed ours = Pdq.hash(decoded.pixels());
      int distance = ours.hash().distance(Hash256.parse(row[hash]));
      files++;
      equal += distance == 0 ? 1 : 0;
      near += distance <= 10 ? 1 : 0;
      largest = Math.max(largest, distance);
      otherQuality += ours.quality() == Integer.parseInt(row[quality]) ? 0 : 1;
    }
    out.printf(
        "| %s | %d | %d | %d | %d | %d | %d |%n",
        folder, files, equal, near, largest, otherQuality, unread);
  }
}
