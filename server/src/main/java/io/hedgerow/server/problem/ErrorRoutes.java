package io.hedgerow.server.problem;

import io.hedgerow.server.access.ShowsNoContent;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Errors the container raised before any route saw the request. */
@ShowsNoContent
@RestController
final class ErrorRoutes implements ErrorController {

  @RequestMapping("/error")
  ResponseEntity<byte[]> error(HttpServletRequest request) {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    if (failure instanceof Throwable thrown) {
      Refusal refusal =
          ProblemAdvice.unreachable(thrown)
              ? ProblemAdvice.noDatabase(thrown)
              : ProblemAdvice.internal(thrown, request.getRequestURI());
      return Problems.answer(refusal, HttpHeaders.EMPTY, request);
    }
    int code = status instanceof Integer given ? given : 404;
    ProblemType type = StatusProblem.of(code);
    return Problems.answer(Refusal.of(type, type.title()), HttpHeaders.EMPTY, request);
  }
}
