package io.hedgerow.server.access;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Body;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Open, list and change the accounts of people. */
@ShowsNoContent
@RestController
final class PeopleRoutes {
  private final People people;

  PeopleRoutes(People people) {
    this.people = people;
  }

  @GetMapping("/v1/people")
  ResponseEntity<byte[]> list() {
    return Answers.ok(
        members("people", people.list().stream().map(PeopleRoutes::describe).toList()));
  }

  @PostMapping("/v1/people")
  ResponseEntity<byte[]> add(HttpServletRequest request, Authentication who) throws IOException {
    Body body = Body.read(request, "name", "password", "roles");
    Set<Role> roles = roles(body);
    if (roles.isEmpty()) {
      throw Refusal.at(ProblemType.INVALID, "roles", "a person needs at least one role");
    }
    return Answers.status(
        201,
        describe(people.add(body.text("name"), body.text("password"), roles, Author.of(who).id())));
  }

  @PatchMapping("/v1/people/{name}")
  ResponseEntity<byte[]> change(
      @PathVariable String name, HttpServletRequest request, Authentication who)
      throws IOException {
    Body body = Body.read(request, "password", "roles", "disabled");
    return Answers.ok(
        describe(
            people.change(
                name,
                body.optionalText("password"),
                body.members().containsKey("roles") ? Optional.of(roles(body)) : Optional.empty(),
                body.members().containsKey("disabled")
                    ? Optional.of(body.truth("disabled"))
                    : Optional.empty(),
                Author.of(who).id())));
  }

  private static Set<Role> roles(Body body) {
    return body.words("roles", Role.words()).stream()
        .flatMap(word -> Role.find(word).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Map<String, Object> describe(Person person) {
    return members(
        "name", person.name(),
        "roles", person.roles().stream().map(Role::word).sorted().toList(),
        "disabled", person.disabled(),
        "created", person.created().toString());
  }
}
