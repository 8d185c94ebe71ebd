package io.hedgerow.matching.image.signature;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Which picture each slot of an index belongs to: four bytes a slot. One thread sets, others read
 * slots that an index named to them after they were set.
 */
final class SlotOwners {
  private static final int BLOCK = 1 << 12;

  private final List<int[]> blocks = new CopyOnWriteArrayList<>();

  void set(int slot, int picture) {
    while (slot / BLOCK >= blocks.size()) {
      blocks.add(new int[BLOCK]);
    }
    blocks.get(slot / BLOCK)[slot % BLOCK] = picture;
  }

  int of(int slot) {
    return blocks.get(slot / BLOCK)[slot % BLOCK];
  }
}
