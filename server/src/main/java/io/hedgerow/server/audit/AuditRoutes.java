package io.hedgerow.server.audit;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.ledger.audit.AuditChain;
import io.hedgerow.ledger.audit.Verification;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Verifies the audit chain, against a head kept elsewhere if one is given. */
@RestController
final class AuditRoutes {
  private final AuditChain chain;

  AuditRoutes(AuditChain chain) {
    this.chain = chain;
  }

  @GetMapping("/v1/audit/verify")
  ResponseEntity<byte[]> verify(HttpServletRequest request) {
    Parameters query = Parameters.of(request, "head");
    return Answers.ok(
        switch (chain.verify(query.text("head"), _ -> {})) {
          case Verification.Intact intact ->
              members(
                  "intact", true,
                  "entries", intact.entries(),
                  "decisions", intact.decisions(),
                  "labels", intact.labels(),
                  "head", intact.head());
          case Verification.Broken broken ->
              members("intact", false, "entry", broken.entry(), "what", broken.what());
        });
  }
}
