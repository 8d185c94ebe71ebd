package io.hedgerow.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.server.access.Shows;
import io.hedgerow.server.access.ShowsNoContent;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;

/** Holds routes that are yet to be written to saying whether they show people's content. */
final class EveryRouteSaysWhatItShowsTest {

  private static List<Class<?>> controllers() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
    return scanner.findCandidateComponents("io.hedgerow.server").stream()
        .map(AnnotatedBeanDefinition.class::cast)
        .<Class<?>>map(found -> load(found.getMetadata().getClassName()))
        .toList();
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static Stream<Method> routes() {
    return controllers().stream()
        .flatMap(controller -> Arrays.stream(controller.getDeclaredMethods()))
        .filter(method -> AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class));
  }

  @Test
  void everyRouteSaysWhetherItShowsContent() {
    assertThat(routes()).hasSizeGreaterThan(100);
    assertThat(routes().filter(route -> !says(route)).map(Method::toString)).isEmpty();
  }

  private static boolean says(Method route) {
    return Stream.of(route, route.getDeclaringClass())
        .anyMatch(place ->
            place.isAnnotationPresent(Shows.class)
                || place.isAnnotationPresent(ShowsNoContent.class));
  }

  @Shows("everything")
  static final class Example {
    void own() {}

    @Shows("one")
    void other() {}

    @Shows(value = "case", keptByHandler = true)
    void kept() {}

    @ShowsNoContent
    void nothing() {}
  }

  static final class Silent {
    void says() {}
  }

  @Test
  void aRouteIsTakenAtItsWordBeforeItsClassAndASilentOneIsKept() throws NoSuchMethodException {
    Example example = new Example();
    assertThat(shown(example, "own")).contains("everything");
    assertThat(shown(example, "other")).contains("one");
    assertThat(shown(example, "kept")).isEmpty();
    assertThat(shown(example, "nothing")).isEmpty();
    assertThat(shown(new Silent(), "says")).isPresent();
  }

  private static Optional<String> shown(Object bean, String method) throws NoSuchMethodException {
    return ViewRecorder.shown(new HandlerMethod(bean, bean.getClass().getDeclaredMethod(method)));
  }
}
