package io.hedgerow.models.head;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class GroupsTest {
  private static final String ADVERTISEMENT =
      "Check out my channel for free gift cards, %s, no survey needed, works today";

  @Test
  void copiesWithAnotherNameBelongTogetherAndOthersDoNot() {
    Groups groups =
        of(
            ADVERTISEMENT.formatted("dear anna"),
            "My grandmother's recipe for onion soup needs two hours",
            ADVERTISEMENT.formatted("hello bob"),
            "My grandmother never cooked soup, she baked bread every day");
    assertThat(groups.of(0)).isEqualTo(groups.of(2));
    assertThat(groups.members()).hasSize(3);
  }

  @Test
  void whatIsOfOneOriginBelongsTogetherHoweverDifferentItReads() {
    List<Ngrams.Filled> texts = filled("one thing", "something else", "a third");
    Groups groups = Groups.of(texts, List.of("author 7", "", "author 7"));
    assertThat(groups.members()).containsExactly(new int[] {0, 2}, new int[] {1});
  }

  @Test
  void aFifthIsHeldBackAndNoGroupIsOnBothSides() {
    Random random = new Random(5);
    List<String> origins = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      origins.add("author " + random.nextInt(180));
    }
    Groups groups = Groups.of(filled(new String[1_000]), origins);
    boolean[] held = groups.heldBack();
    assertThat(IntStream.range(0, held.length).filter(i -> held[i]).count()).isBetween(150L, 200L);
    for (int[] group : groups.members()) {
      assertThat(IntStream.of(group).mapToObj(i -> held[i]).distinct()).hasSize(1);
    }
  }

  @Test
  void examplesThatStandAloneAreHeldBackEveryFifth() {
    assertThat(Groups.alone(10).heldBack())
        .containsExactly(false, false, false, false, true, false, false, false, false, true);
  }

  @Test
  void oneGroupOfAllIsTakenApart() {
    Groups groups = of("a b c d e", "a b c d e", "a b c d e", "a b c d e", "a b c d e");
    assertThat(groups.members()).hasSize(1);
    assertThat(groups.leavable()).hasSize(5);
    assertThat(groups.heldBack()).containsExactly(false, false, false, false, true);
  }

  @Test
  void partsAreOfAboutOneSizeAndKeepGroupsWhole() {
    List<String> origins = List.of("a", "a", "a", "b", "b", "c", "d", "e", "f", "");
    int[] parts = Groups.of(filled(new String[10]), origins).parts(3);
    assertThat(parts[0]).isEqualTo(parts[1]).isEqualTo(parts[2]);
    assertThat(parts[3]).isEqualTo(parts[4]);
    for (int part = 0; part < 3; part++) {
      int wanted = part;
      assertThat(IntStream.of(parts).filter(each -> each == wanted).count()).isBetween(3L, 4L);
    }
  }

  private static Groups of(String... texts) {
    return Groups.of(filled(texts), List.of());
  }

  private static List<Ngrams.Filled> filled(String... texts) {
    return IntStream.range(0, texts.length)
        .mapToObj(i -> Ngrams.of(texts[i] == null ? "w" + i * 7919 : texts[i]))
        .toList();
  }
}
