package io.hedgerow.server.problem;

import io.hedgerow.ledger.LedgerUnreachable;
import io.hedgerow.ledger.database.DatabaseUnusable;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.ConnectionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;

/** Turns whatever a route throws, Spring's own errors included, into a problem. */
@RestControllerAdvice
final class ProblemAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler(Refusal.class)
  ResponseEntity<byte[]> refused(Refusal refusal, HttpServletRequest request) {
    return Problems.answer(refusal, HttpHeaders.EMPTY, request);
  }

  /** The database is away; what was asked was not done, and asking again is safe. */
  @ExceptionHandler({LedgerUnreachable.class, DatabaseUnusable.class, ConnectionException.class})
  ResponseEntity<byte[]> away(RuntimeException failure, HttpServletRequest request) {
    return Problems.answer(noDatabase(failure), HttpHeaders.EMPTY, request);
  }

  static Refusal noDatabase(Throwable failure) {
    LOG.warn("a request met no database: {}", failure.getMessage());
    return Refusal.later(
        ProblemType.UNAVAILABLE, "the database does not answer", Duration.ofSeconds(2));
  }

  /** True when a connection failed somewhere below, as when a session is looked up. */
  static boolean unreachable(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(20)
        .anyMatch(cause ->
            cause instanceof SQLTransientConnectionException
                || (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().matches("08.*|57P0.")));
  }

  /** Security answers these itself, outside the routes. */
  @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
  ResponseEntity<byte[]> leaveToSecurity(RuntimeException failure) {
    throw failure;
  }

  @ExceptionHandler(Exception.class)
  ResponseEntity<byte[]> failed(Exception failure, HttpServletRequest request) {
    if (DisconnectedClientHelper.isClientDisconnectedException(failure)) {
      LOG.debug("a caller of {} left before the answer was written", request.getRequestURI());
      return ResponseEntity.noContent().build();
    }
    if (failure instanceof NoResourceFoundException) {
      return refused(nothingAt(request), request);
    }
    if (failure instanceof ErrorResponse known) {
      Refusal refusal =
          Refusal.of(
              StatusProblem.of(known.getStatusCode().value()),
              Optional.ofNullable(known.getBody().getDetail()).orElse(known.getBody().toString()));
      return Problems.answer(
          failure instanceof HttpMediaTypeNotSupportedException media
              ? refusal.with("hint", "send " + words(media.getSupportedMediaTypes()))
              : refusal,
          known.getHeaders(),
          request);
    }
    return Problems.answer(internal(failure, request.getRequestURI()), HttpHeaders.EMPTY, request);
  }

  private static Refusal nothingAt(HttpServletRequest request) {
    return Refusal.of(
        ProblemType.NOT_FOUND, "there is nothing at `" + request.getRequestURI() + "`");
  }

  private static String words(List<MediaType> types) {
    return types.stream().map(MediaType::toString).sorted().collect(Collectors.joining(" or "));
  }

  /** The caller gets a number to quote; the cause stays in the log. */
  static Refusal internal(Throwable failure, String path) {
    String instance = "urn:uuid:" + UUID.randomUUID();
    LOG.atError()
        .addKeyValue("instance", instance)
        .addKeyValue("path", path)
        .setCause(failure)
        .log("request failed");
    return Refusal.of(ProblemType.INTERNAL, "the server failed; its log has the cause")
        .with("instance", instance);
  }
}
