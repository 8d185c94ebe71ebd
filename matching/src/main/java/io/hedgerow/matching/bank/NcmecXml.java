package io.hedgerow.matching.bank;

import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Pages of changes as NCMEC's hash sharing sends them: {@code images} of {@code image} with {@code
 * member}, {@code id}, {@code classification} and {@code fingerprints}, of {@code deletedImage},
 * and {@code paging} with the address of the next page. An entry's id is its member's id and its
 * own; only entries with a PDQ fingerprint are taken. The checkpoint is the next page's address, or
 * the page's {@code maxTimestamp} when it is the last one.
 */
public final class NcmecXml {
  private static final XMLInputFactory XML = factory();

  private NcmecXml() {}

  /** No document type, nothing fetched: an exchange is not trusted more than needed. */
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /** Reads a page. */
  public static DeltaReading read(String source, String text) {
    try {
      return page(source, XML.createXMLStreamReader(new StringReader(text)));
    } catch (XMLStreamException wrong) {
      return new DeltaReading.Unreadable(
          "not XML, line %d"
              .formatted(wrong.getLocation() == null ? 1 : wrong.getLocation().getLineNumber()));
    }
  }

  private static DeltaReading page(String source, XMLStreamReader in) throws XMLStreamException {
    DeltaEntries entries = new DeltaEntries();
    String newest = "";
    String next = "";
    while (in.hasNext()) {
      if (in.next() == XMLStreamConstants.START_ELEMENT) {
        switch (in.getLocalName()) {
          case "images" -> newest = text(in.getAttributeValue(null, "maxTimestamp"));
          case "image" -> put(source, entry(in, "image"), entries);
          case "deletedImage" -> entries.withdraw(source, id(entry(in, "deletedImage")));
          case "next" -> next = in.getElementText().strip();
          default -> {
            // counts and other exchanges' additions
          }
        }
      }
    }
    String checkpoint = next.isEmpty() ? newest : next;
    return checkpoint.isEmpty()
        ? new DeltaReading.Unreadable("neither `maxTimestamp` nor a next page is there")
        : entries.page(checkpoint, !next.isEmpty());
  }

  private static void put(String source, Map<String, String> entry, DeltaEntries entries) {
    String hash = entry.getOrDefault("pdq", "");
    if (!hash.isEmpty()) {
      String classification = entry.getOrDefault("classification", "");
      entries.put(
          source, id(entry), hash, classification.isEmpty() ? List.of() : List.of(classification));
    }
  }

  private static String id(Map<String, String> entry) {
    String id = entry.getOrDefault("id", "");
    return id.isEmpty() ? "" : entry.getOrDefault("member", "") + "-" + id;
  }

  /** The texts of an entry's elements by name, and the member's number. */
  private static Map<String, String> entry(XMLStreamReader in, String end)
      throws XMLStreamException {
    Map<String, String> found = new HashMap<>();
    while (in.next() != XMLStreamConstants.END_ELEMENT || !in.getLocalName().equals(end)) {
      if (in.isStartElement()) {
        switch (in.getLocalName()) {
          case "member" -> found.put("member", text(in.getAttributeValue(null, "id")));
          case "id", "classification", "pdq" ->
              found.put(in.getLocalName(), in.getElementText().strip());
          default -> {
            // other fingerprints, times
          }
        }
      }
    }
    return found;
  }

  private static String text(@org.jspecify.annotations.Nullable String value) {
    return value == null ? "" : value.strip();
  }
}
