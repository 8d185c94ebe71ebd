package io.hedgerow.server.access;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** Shows the security layer our people: permissions by their scope, roles as {@code role:admin}. */
final class Logins implements UserDetailsService {
  private final People people;

  Logins(People people) {
    this.people = people;
  }

  @Override
  public UserDetails loadUserByUsername(String name) {
    Person person = people.find(name).orElseThrow(() -> new UsernameNotFoundException("unknown"));
    return new LoggedIn(person, authorities(person));
  }

  static Collection<GrantedAuthority> authorities(Person person) {
    return authorities(person.roles());
  }

  static List<GrantedAuthority> authorities(Set<Role> roles) {
    return Stream.concat(
            roles.stream().map(role -> "role:" + role.word()),
            roles.stream().flatMap(role -> role.permissions().stream()).map(Permission::scope))
        .distinct()
        .sorted()
        .<GrantedAuthority>map(SimpleGrantedAuthority::new)
        .toList();
  }
}
