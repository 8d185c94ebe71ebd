package io.hedgerow.server.access;

import static io.hedgerow.server.json.Answers.members;
import static io.hedgerow.server.problem.ProblemType.CONFLICT;
import static io.hedgerow.server.problem.ProblemType.INVALID;
import static io.hedgerow.server.problem.ProblemType.NOT_FOUND;

import io.hedgerow.ledger.Ledger;
import io.hedgerow.server.problem.Refusal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * The accounts of people, in PostgreSQL and in memory: every request of a login looks here, so that
 * a disabled account or a changed role counts at once. Thread-safe.
 */
public final class People {
  /** bcrypt reads no further than 72 bytes; a longer password would be cut without a word. */
  private static final int LONGEST_PASSWORD = 72;

  private static final int SHORTEST_PASSWORD = 12;

  private final Jdbi jdbi;
  private final Ledger ledger;
  private final InstantSource clock;
  private final PasswordEncoder encoder;
  private final Map<String, Person> byName = new ConcurrentHashMap<>();

  public People(Jdbi jdbi, Ledger ledger, InstantSource clock, PasswordEncoder encoder) {
    this.jdbi = jdbi;
    this.ledger = ledger;
    this.clock = clock;
    this.encoder = encoder;
  }

  /** Reads what is stored; call once before the first request. */
  public void load() {
    jdbi.useHandle(handle ->
        handle
            .createQuery("select * from server.person")
            .map((row, _) -> read(row))
            .forEach(person -> byName.put(person.name(), person)));
  }

  public Optional<Person> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public List<Person> list() {
    return byName.values().stream().sorted(Comparator.comparing(Person::name)).toList();
  }

  /** True when somebody can administer this server by password. */
  public boolean hasAdmin() {
    return byName.values().stream()
        .anyMatch(person -> !person.disabled() && person.roles().contains(Role.ADMIN));
  }

  /** Opens an account. */
  public synchronized Person add(String name, String password, Set<Role> roles, String author) {
    if (!name.matches("[a-z0-9][a-z0-9._@-]{1,59}")) {
      throw Refusal.at(
          INVALID, "name", "name must be 2 to 60 lower-case letters, digits, `.`, `_`, `-` or `@`");
    }
    if (byName.containsKey(name)) {
      throw Refusal.at(CONFLICT, "name", "there is a person `" + name + "` already");
    }
    Person person = new Person(name, encode(password), roles, false, clock.instant(), 0);
    ledger.note(
        "account opened",
        author,
        members("person", name, "roles", List.of(words(roles))),
        handle ->
            handle.execute(
                "insert into server.person(name, password, roles, disabled, created, created_by)"
                    + " values (?, ?, ?, false, ?, ?)",
                name,
                person.passwordHash(),
                words(roles),
                Timestamp.from(person.created()),
                author));
    byName.put(name, person);
    return person;
  }

  /**
   * Changes what is given and leaves the rest. Whoever is logged in as that person is no longer.
   * The last admin cannot be shut out.
   */
  public synchronized Person change(
      String name,
      Optional<String> password,
      Optional<Set<Role>> roles,
      Optional<Boolean> disabled,
      String author) {
    Person old =
        find(name).orElseThrow(() -> Refusal.of(NOT_FOUND, "there is no person `" + name + "`"));
    Person changed =
        new Person(
            name,
            password.map(this::encode).orElse(old.passwordHash()),
            roles.orElse(old.roles()),
            disabled.orElse(old.disabled()),
            old.created(),
            old.epoch() + 1);
    boolean hadAdmin = hasAdmin();
    byName.put(name, changed);
    if (hadAdmin && !hasAdmin()) {
      byName.put(name, old);
      throw Refusal.of(CONFLICT, "`" + name + "` is the last admin; make another one first");
    }
    ledger.note(
        "account changed",
        author,
        members(
            "person",
            name,
            "roles",
            roles.map(given -> List.of(words(given))),
            "disabled",
            disabled,
            "password",
            password.map(_ -> "changed")),
        handle ->
            handle.execute(
                "update server.person set password = ?, roles = ?, disabled = ?, epoch = ?"
                    + " where name = ?",
                changed.passwordHash(),
                words(changed.roles()),
                changed.disabled(),
                changed.epoch(),
                name));
    return changed;
  }

  private String encode(String password) {
    int bytes = password.getBytes(StandardCharsets.UTF_8).length;
    if (password.length() < SHORTEST_PASSWORD || bytes > LONGEST_PASSWORD) {
      throw Refusal.at(
          INVALID,
          "password",
          "password must have at least "
              + SHORTEST_PASSWORD
              + " characters and at most "
              + LONGEST_PASSWORD
              + " bytes");
    }
    String encoded = encoder.encode(password);
    if (encoded == null) {
      throw new IllegalStateException("the password encoder gave nothing");
    }
    return encoded;
  }

  private static String[] words(Set<Role> roles) {
    return roles.stream().map(Role::word).sorted().toArray(String[]::new);
  }

  private static Person read(ResultSet row) throws SQLException {
    return new Person(
        row.getString("name"),
        row.getString("password"),
        Arrays.stream((String[]) row.getArray("roles").getArray())
            .flatMap(word -> Role.find(word).stream())
            .collect(Collectors.toUnmodifiableSet()),
        row.getBoolean("disabled"),
        row.getTimestamp("created").toInstant(),
        row.getInt("epoch"));
  }
}
