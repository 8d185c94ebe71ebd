package io.hedgerow.engine.condition;

import io.hedgerow.engine.json.Members;
import io.hedgerow.engine.pack.Field;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds declared fields in one object after the other. Where they stand is found out once for all
 * objects that share their names. Not thread-safe.
 */
final class Layout {
  private final String[] names;
  private final int[] places;
  private @Nullable Members like;
  private Map<?, ?> object = Map.of();

  Layout(List<Field> fields) {
    this.names = fields.stream().map(Field::name).toArray(String[]::new);
    this.places = new int[names.length];
  }

  /** The object that values are read from now. */
  void look(Map<?, ?> at) {
    object = at;
    if (at instanceof Members members) {
      if (!members.isLike(like)) {
        for (int i = 0; i < places.length; i++) {
          places[i] = members.place(names[i]);
        }
      }
      like = members;
    }
  }

  /** The value of a field, by its place among those declared; null when it is absent. */
  @Nullable Object value(int field) {
    if (object instanceof Members members) {
      int place = places[field];
      return place < 0 ? null : members.at(place);
    }
    return object.get(names[field]);
  }
}
