package io.hedgerow.matching.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hedgerow.matching.Hash256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HashIndexTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void findsWhatALinearScanFindsThroughEveryChange(long seed) {
    RandomHashes random = new RandomHashes(seed);
    HashIndex index = new HashIndex();
    LinearScan scan = new LinearScan();
    List<Hash256> known = new ArrayList<>();
    for (int step = 0; step < 3000; step++) {
      Hash256 hash =
          known.isEmpty() || random.below(3) == 0
              ? random.any()
              : random.near(known.get(random.below(known.size())), random.below(60));
      switch (random.below(12)) {
        case 0 -> {
          int slot = random.below(known.size() + 1);
          assertThat(index.remove(slot))
              .isEqualTo(
                  scan.search(hashAt(known, slot), 0).stream().anyMatch(h -> h.slot() == slot));
          scan.remove(slot);
        }
        case 1 -> {
          if (random.below(20) == 0) {
            index.tidy();
          }
        }
        case 2, 3, 4 -> {
          int distance = random.below(HashIndex.MOST_DISTANCE + 1);
          assertThat(index.search(hash, distance))
              .as("seed %d step %d", seed, step)
              .isEqualTo(scan.search(hash, distance));
        }
        default -> {
          scan.add(index.add(hash), hash);
          known.add(hash);
        }
      }
    }
  }

  private static Hash256 hashAt(List<Hash256> known, int slot) {
    return slot < known.size() ? known.get(slot) : new Hash256(1, 2, 3, 4);
  }

  @Test
  void everyDistanceUpToTheLimitIsFoundHoweverItsBitsLie() {
    RandomHashes random = new RandomHashes(5);
    HashIndex index = new HashIndex();
    List<Hash256> hashes = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      hashes.add(random.any());
    }
    index.addAll(hashes);
    for (int i = 0; i < 4000; i++) {
      int slot = random.below(hashes.size());
      int distance = random.below(48);
      Hash256 query =
          i % 2 == 0
              ? random.near(hashes.get(slot), distance)
              : random.nearWithin(hashes.get(slot), distance, 60 + random.below(120));
      assertThat(index.search(query, 47)).contains(new HashIndex.Hit(slot, distance));
      if (distance > 0) {
        assertThat(index.search(query, distance - 1)).isEmpty();
      }
    }
  }

  @Test
  void equalHashesEachHaveASlot() {
    HashIndex index = new HashIndex();
    Hash256 hash = new RandomHashes(6).any();
    index.addAll(List.of(hash, hash));
    index.add(hash);
    assertThat(index.search(hash, 0)).extracting(HashIndex.Hit::slot).containsExactly(0, 1, 2);
    index.remove(1);
    assertThat(index.search(hash, 31)).extracting(HashIndex.Hit::slot).containsExactly(0, 2);
    assertThat(index.size()).isEqualTo(2);
    assertThat(index.remove(1)).isFalse();
  }

  @Test
  void additionsBeyondThePackingStepStayFindable() {
    RandomHashes random = new RandomHashes(7);
    HashIndex index = new HashIndex();
    List<Hash256> hashes = new ArrayList<>();
    for (int i = 0; i < HashIndex.LEAST_RECENT + 5000; i++) {
      hashes.add(random.any());
      index.add(hashes.getLast());
    }
    for (int i = 0; i < hashes.size(); i += 97) {
      assertThat(index.search(random.near(hashes.get(i), 20), 20))
          .contains(new HashIndex.Hit(i, 20));
    }
  }

  @Test
  void packedEntriesSurviveLaterPackingsAndRemovals() {
    RandomHashes random = new RandomHashes(11);
    HashIndex index = new HashIndex();
    List<Hash256> known = new ArrayList<>();
    for (int part : new int[] {60_000, 10_000, 80_000}) { // slots need 16, then 17, then 18 bits
      List<Hash256> more = new ArrayList<>();
      for (int i = 0; i < part; i++) {
        more.add(random.any());
      }
      known.addAll(more);
      index.addAll(more);
      for (int slot = 0; slot < known.size(); slot += 7) {
        index.remove(slot);
      }
    }
    index.tidy();
    for (int slot = 0; slot < known.size(); slot += 331) {
      boolean removed = slot % 7 == 0;
      List<HashIndex.Hit> hits = index.search(random.near(known.get(slot), 31), 31);
      assertThat(hits.contains(new HashIndex.Hit(slot, 31))).isEqualTo(!removed);
    }
  }

  @Test
  void readersFindEveryFinishedAdditionWhileAWriterWorks() throws InterruptedException {
    RandomHashes random = new RandomHashes(8);
    List<Hash256> hashes = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      hashes.add(random.any());
    }
    HashIndex index = new HashIndex();
    AtomicInteger added = new AtomicInteger();
    AtomicInteger missed = new AtomicInteger();
    Thread reader =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; added.get() < hashes.size(); i++) {
                int count = added.get();
                int slot = count == 0 ? -1 : (int) (i * 7919L % count);
                if (slot >= 0
                    && index.search(hashes.get(slot), 0).stream()
                        .noneMatch(h -> h.slot() == slot)) {
                  missed.incrementAndGet();
                }
              }
            });
    for (Hash256 hash : hashes) {
      added.set(index.add(hash) + 1);
    }
    reader.join();
    assertThat(missed).hasValue(0);
  }

  @Test
  void aSnapshotBringsEverythingBack() throws IOException {
    RandomHashes random = new RandomHashes(9);
    HashIndex index = new HashIndex();
    for (int i = 0; i < 1000; i++) {
      index.add(random.any());
    }
    index.remove(17);
    index.remove(999);
    Path file = folder.resolve("hashes.index");
    IndexSnapshot.save(index, file);
    HashIndex back = IndexSnapshot.load(file);
    assertThat(back.slots()).isEqualTo(1000);
    assertThat(back.size()).isEqualTo(998);
    assertThat(back.search(index.hash(17), 31)).isEmpty();
    assertThat(back.search(index.hash(18), 31)).containsExactly(new HashIndex.Hit(18, 0));
    assertThat(back.add(random.any())).isEqualTo(1000);
  }

  @Test
  void aDamagedSnapshotIsTurnedDown() throws IOException {
    HashIndex index = new HashIndex();
    index.add(new RandomHashes(10).any());
    Path file = folder.resolve("hashes.index");
    IndexSnapshot.save(index, file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[20] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> IndexSnapshot.load(file)).hasMessageContaining("checksum");
    Files.write(file, java.util.Arrays.copyOf(bytes, 30));
    assertThatThrownBy(() -> IndexSnapshot.load(file)).hasMessageContaining("ends early");
  }

  @Test
  void anEmptyIndexFindsNothing() {
    assertThat(new HashIndex().search(new Hash256(1, 2, 3, 4), 31)).isEmpty();
  }

  @Test
  void distancesOutsideTheRangeAreNamed() {
    HashIndex index = new HashIndex();
    Hash256 any = new Hash256(0, 0, 0, 0);
    assertThatThrownBy(() -> index.search(any, 48))
        .hasMessage("distance must be in [0, 47], was 48");
    assertThatThrownBy(() -> index.hash(0)).hasMessageContaining("slot must be in [0, 0)");
  }
}
