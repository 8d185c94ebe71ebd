package io.hedgerow.benchmarks.load;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is sent, and how fast at most.
 *
 * @param type media type of the bodies
 * @param each events in a body
 * @param callers at once
 * @param rate bodies a second; 0 is as fast as it goes
 */
record Load(String type, List<byte[]> bodies, int each, int callers, double rate) {

  static Load of(String type, List<String> bodies, int each, int callers, double rate) {
    List<byte[]> bytes =
        bodies.stream().map(body -> body.getBytes(StandardCharsets.UTF_8)).toList();
    return new Load(type, bytes, each, callers, rate);
  }

  long events() {
    return (long) bodies.size() * each;
  }

  void write(Path file) {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeUTF(type);
      out.writeInt(each);
      out.writeInt(callers);
      out.writeDouble(rate);
      out.writeInt(bodies.size());
      for (byte[] body : bodies) {
        out.writeInt(body.length);
        out.write(body);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static Load read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      String type = in.readUTF();
      int each = in.readInt();
      int callers = in.readInt();
      double rate = in.readDouble();
      int count = in.readInt();
      List<byte[]> bodies = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        bodies.add(in.readNBytes(in.readInt()));
      }
      return new Load(type, bodies, each, callers, rate);
    }
  }
}
