package io.hedgerow.server.access;

import io.hedgerow.ledger.database.Database;
import io.hedgerow.server.settings.ServerSettings;
import jakarta.servlet.DispatcherType;
import java.security.SecureRandom;
import java.util.EnumSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.serializer.support.DeserializingConverter;
import org.springframework.core.serializer.support.SerializationFailedException;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sessions are kept in the database, so that a restart logs nobody out. A request with a key has
 * none and asks the database nothing.
 */
@Configuration(proxyBeanMethods = false)
class SessionWiring {
  static final String COOKIE = "hedgerow_session";

  private static final Logger LOG = LoggerFactory.getLogger(SessionWiring.class);

  @Bean
  SessionSecrets sessionSecrets(SecureRandom random, ServerSettings settings) {
    DefaultCookieSerializer cookie = new DefaultCookieSerializer();
    cookie.setCookieName(COOKIE);
    cookie.setUseBase64Encoding(false);
    cookie.setUseHttpOnlyCookie(true);
    cookie.setSameSite("Lax");
    cookie.setUseSecureCookie(settings.https());
    CookieHttpSessionIdResolver cookies = new CookieHttpSessionIdResolver();
    cookies.setCookieSerializer(cookie);
    return new SessionSecrets(random, cookies);
  }

  /** A session of somebody who has not logged in lasts {@link Entrances#STRANGER}. */
  @Bean
  JdbcIndexedSessionRepository sessions(Database database, SessionSecrets secrets) {
    DataSource source = database.dataSource();
    TransactionTemplate own = new TransactionTemplate(new JdbcTransactionManager(source));
    own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    JdbcIndexedSessionRepository sessions =
        new JdbcIndexedSessionRepository(new JdbcTemplate(source), own);
    sessions.setTableName("server.session");
    new PostgreSqlJdbcIndexedSessionRepositoryCustomizer().customize(sessions);
    sessions.setSessionIdGenerator(secrets);
    sessions.setDefaultMaxInactiveInterval(Entrances.STRANGER);
    sessions.setConversionService(bytes());
    return sessions;
  }

  private static GenericConversionService bytes() {
    GenericConversionService bytes = new GenericConversionService();
    bytes.addConverter(Object.class, byte[].class, new SerializingConverter());
    bytes.addConverter(byte[].class, Object.class, new ForgivingReader());
    return bytes;
  }

  /** What another release wrote and this one cannot read is forgotten: the person logs in again. */
  private static final class ForgivingReader implements Converter<byte[], Object> {
    private final DeserializingConverter reader =
        new DeserializingConverter(SessionWiring.class.getClassLoader());

    @Override
    @SuppressWarnings("NullAway") // a converter may give null, says its contract
    public @Nullable Object convert(byte[] stored) {
      try {
        return reader.convert(stored);
      } catch (SerializationFailedException unreadable) {
        LOG.debug("a session of another release is forgotten: {}", unreadable.getMessage());
        return null;
      }
    }
  }

  @Bean
  FilterRegistrationBean<SessionRepositoryFilter<?>> sessionFilter(
      JdbcIndexedSessionRepository sessions, SessionSecrets secrets) {
    SessionRepositoryFilter<?> filter = new SessionRepositoryFilter<>(sessions);
    filter.setHttpSessionIdResolver(secrets);
    FilterRegistrationBean<SessionRepositoryFilter<?>> registration =
        new FilterRegistrationBean<>(filter);
    registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER);
    registration.setDispatcherTypes(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
    return registration;
  }
}
