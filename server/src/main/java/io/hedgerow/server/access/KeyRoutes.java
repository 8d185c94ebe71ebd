package io.hedgerow.server.access;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Body;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Make, list and revoke API keys. */
@ShowsNoContent
@RestController
final class KeyRoutes {
  private final ApiKeys keys;

  KeyRoutes(ApiKeys keys) {
    this.keys = keys;
  }

  @PostMapping("/v1/keys")
  ResponseEntity<byte[]> issue(HttpServletRequest request, Authentication who) throws IOException {
    Body body = Body.read(request, "name", "scopes", "rate");
    List<String> scopes = body.words("scopes", Permission.scopes());
    if (scopes.isEmpty()) {
      throw Refusal.at(ProblemType.INVALID, "scopes", "a key needs at least one scope");
    }
    Set<Permission> permissions =
        scopes.stream().map(Permission::ofScope).collect(Collectors.toUnmodifiableSet());
    ApiKey.Issued issued =
        keys.issue(
            body.text("name"),
            permissions,
            body.number("rate", 1, 1_000_000).map(Double::intValue),
            Author.of(who).id());
    Map<String, Object> answer = describe(issued.key());
    answer.put("key", issued.text());
    return Answers.status(201, answer);
  }

  @GetMapping("/v1/keys")
  ResponseEntity<byte[]> list() {
    return Answers.ok(members("keys", keys.list().stream().map(KeyRoutes::describe).toList()));
  }

  @DeleteMapping("/v1/keys/{prefix}")
  ResponseEntity<byte[]> revoke(@PathVariable String prefix, Authentication who) {
    if (!keys.revoke(prefix, Author.of(who).id())) {
      throw Refusal.of(ProblemType.NOT_FOUND, "no key in use starts with `" + prefix + "`");
    }
    return Answers.nothing();
  }

  private static Map<String, Object> describe(ApiKey key) {
    return members(
        "prefix", key.prefix(),
        "name", key.name(),
        "scopes", key.scopes().stream().map(Permission::scope).sorted().toList(),
        "rate", key.rate(),
        "created", key.created().toString(),
        "created_by", key.createdBy(),
        "revoked", key.revoked().map(Instant::toString));
  }
}
