package io.hedgerow.matching.image.decode;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/** A picture's bytes as ImageIO reads them, until the time is up. Single-threaded. */
final class GuardedStream extends ImageInputStreamImpl {
  private static final int READS_PER_CHECK = 1024;
  private static final int MOST_OVERRUNS = 1024;

  private final byte[] bytes;
  private final Deadline deadline;
  private int reads;
  private int overruns;

  GuardedStream(byte[] bytes, Deadline deadline) {
    this.bytes = bytes;
    this.deadline = deadline;
  }

  /** Whether a reader asked for more bytes than there are. */
  boolean overran() {
    return overruns > 0;
  }

  @Override
  public int read() throws IOException {
    if (++reads % READS_PER_CHECK == 0) {
      deadline.check();
    }
    bitOffset = 0;
    if (streamPos >= bytes.length) {
      return overrun();
    }
    return bytes[(int) streamPos++] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    deadline.check();
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    int read = (int) Math.min(length, bytes.length - streamPos);
    if (read <= 0) {
      return overrun();
    }
    System.arraycopy(bytes, (int) streamPos, into, offset, read);
    streamPos += read;
    return read;
  }

  /** Some readers make up bits after the end for as long as the picture has pixels. */
  private int overrun() throws IOException {
    if (++overruns > MOST_OVERRUNS) {
      throw new IOException("read " + MOST_OVERRUNS + " times after the end");
    }
    return -1;
  }

  @Override
  public long length() {
    return bytes.length;
  }
}
