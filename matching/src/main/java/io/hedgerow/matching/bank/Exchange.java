package io.hedgerow.matching.bank;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of hash exchange whose changes can be followed. */
public enum Exchange {
  THREAT_EXCHANGE("after") {
    @Override
    public DeltaReading read(String source, String text) {
      return DeltaJson.threatExchange(source, text);
    }
  },
  STOP_NCII("startTimestamp") {
    @Override
    public DeltaReading read(String source, String text) {
      return DeltaJson.stopNcii(source, text);
    }
  },
  NCMEC("from") {
    @Override
    public DeltaReading read(String source, String text) {
      return NcmecXml.read(source, text);
    }
  };

  private final String parameter;

  Exchange(String parameter) {
    this.parameter = parameter;
  }

  /** The query parameter by which a page after a checkpoint is asked for. */
  public String parameter() {
    return parameter;
  }

  /**
   * Reads a page.
   *
   * @param source whose page it is
   */
  public abstract DeltaReading read(String source, String text);

  /** As settings name it: {@code stop_ncii}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Exchange> find(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Exchange::word).toList();
  }
}
