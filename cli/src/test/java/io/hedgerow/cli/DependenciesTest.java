package io.hedgerow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Holds {@code docs/dependencies.md} against the poms: each library has a row, each row a library.
 */
final class DependenciesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern QUOTED = Pattern.compile("`([^`\\s]+)`");

  /** A library as a pom names it. */
  private record Library(String group, String artifact) {
    @Override
    public String toString() {
      return group + ":" + artifact;
    }
  }

  /** A row of one of the page's tables, by its cells. */
  private record Row(List<String> cells) {
    Set<String> names() {
      Set<String> names = new TreeSet<>();
      Matcher quoted = QUOTED.matcher(cells.getFirst());
      while (quoted.find()) {
        names.add(quoted.group(1));
      }
      return names;
    }
  }

  @Test
  void everyLibraryOfAPomHasItsRow() throws Exception {
    Set<String> named = new TreeSet<>();
    rows().forEach(row -> named.addAll(row.names()));
    assertThat(libraries())
        .allMatch(
            library -> named.contains(library.toString()) || named.contains(library.artifact()),
            "has a row in docs/dependencies.md");
  }

  @Test
  void everyRowIsOfALibraryThatAPomNames() throws Exception {
    Set<Library> libraries = libraries();
    for (Row row : rows()) {
      assertThat(row.names())
          .as("%s", row)
          .isNotEmpty()
          .allMatch(name ->
              libraries.stream()
                  .anyMatch(library ->
                      name.equals(library.toString()) || name.equals(library.artifact())));
    }
  }

  @Test
  void everyRowSaysWhatForWhyAndUnderWhichLicence() throws IOException {
    assertThat(rows())
        .isNotEmpty()
        .allSatisfy(row -> {
          assertThat(row.cells()).hasSize(4);
          assertThat(row.cells()).noneMatch(String::isBlank);
        });
  }

  private static List<Row> rows() throws IOException {
    return Files.readAllLines(ROOT.resolve("docs/dependencies.md")).stream()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(1, line.lastIndexOf('|')))
        .map(line -> new Row(Stream.of(line.split("\\|")).map(String::strip).toList()))
        .toList();
  }

  /** What modules depend on directly, what works on the sources, and plugins not Maven's own. */
  private static Set<Library> libraries() throws Exception {
    Set<Library> libraries = new TreeSet<>(java.util.Comparator.comparing(Library::toString));
    for (Path pom : poms()) {
      Element project = parsed(pom);
      for (Element element : elements(project, "dependency", "path", "plugin")) {
        boolean managed = within(element, "dependencyManagement");
        String group = text(element, "groupId");
        boolean own = group.startsWith("io.hedgerow") || group.startsWith("org.apache.maven");
        if (!managed && !own && !group.isEmpty()) {
          libraries.add(new Library(group, text(element, "artifactId")));
        }
      }
    }
    return libraries;
  }

  private static List<Path> poms() throws IOException {
    try (Stream<Path> files = Files.list(ROOT)) {
      return Stream.concat(
              Stream.of(ROOT.resolve("pom.xml")), files.map(folder -> folder.resolve("pom.xml")))
          .filter(Files::isRegularFile)
          .toList();
    }
  }

  private static Element parsed(Path pom)
      throws IOException, SAXException, ParserConfigurationException {
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(pom.toFile())
        .getDocumentElement();
  }

  private static List<Element> elements(Element root, String... names) {
    List<Element> found = new ArrayList<>();
    for (String name : names) {
      NodeList nodes = root.getElementsByTagName(name);
      for (int i = 0; i < nodes.getLength(); i++) {
        found.add((Element) nodes.item(i));
      }
    }
    return found;
  }

  private static boolean within(Node node, String ancestor) {
    for (Node up = node.getParentNode(); up != null; up = up.getParentNode()) {
      if (up.getNodeName().equals(ancestor)) {
        return true;
      }
    }
    return false;
  }

  /** The text of a child; empty when there is none, as with plugins that are Maven's own. */
  private static String text(Element element, String child) {
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node.getNodeName().equals(child)) {
        return node.getTextContent().strip();
      }
    }
    return "";
  }
}
