package io.hedgerow.engine.compiler;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Objects that a class refers to, such as patterns and lists. They travel as the class's data and
 * are dynamic constants in its code, which the JIT treats like literals.
 */
final class Constants {
  private static final DirectMethodHandleDesc CLASS_DATA_AT =
      ConstantDescs.ofConstantBootstrap(
          ConstantDescs.CD_MethodHandles,
          "classDataAt",
          ConstantDescs.CD_Object,
          ConstantDescs.CD_int);

  private final List<Object> values = new ArrayList<>();
  private final Map<Object, Integer> places = new IdentityHashMap<>();

  /** What code loads to have the object. */
  DynamicConstantDesc<?> of(Object value, Class<?> type) {
    int place =
        places.computeIfAbsent(
            value,
            added -> {
              values.add(added);
              return values.size() - 1;
            });
    return DynamicConstantDesc.ofNamed(
        CLASS_DATA_AT,
        ConstantDescs.DEFAULT_NAME,
        ClassDesc.ofDescriptor(type.descriptorString()),
        place);
  }

  List<Object> values() {
    return List.copyOf(values);
  }
}
