package io.hedgerow.server.problem;

import java.util.Locale;

/** The kinds of error a caller can meet; each has a stable address in the reference. */
public enum ProblemType {
  MALFORMED(400, "The body cannot be read", "Mend the place that `where` names and send it again."),
  INVALID(
      422, "The request is well-formed but does not fit", "Mend the member that `where` names."),
  UNAUTHENTICATED(401, "No key and no login", "Send `Authorization: Bearer hk_…`, or log in."),
  FORBIDDEN(
      403,
      "Not allowed",
      "Use a key with the scope that `needs` names, or ask an admin for the role."),
  CSRF(403, "The form's token is missing or old", "Load the page again."),
  NOT_FOUND(404, "There is no such thing", "Check the address."),
  METHOD_NOT_ALLOWED(405, "That method is not for this address", "Use one that `Allow` names."),
  NOT_ACCEPTABLE(406, "The answer cannot be written as asked", "Accept application/json."),
  CONFLICT(409, "It does not go with what is there already", "Use a new id for new content."),
  CONTENT_CHANGED(
      409,
      "What was judged has changed",
      "Look at what is there now, and decide again with the answer's `seen`."),
  GONE(410, "The link has been used or has expired", "Restart the server for a new one."),
  TOO_LARGE(413, "The body is too large", "Split it; the limit is in `detail`."),
  UNSUPPORTED_MEDIA_TYPE(415, "That media type is not read here", "Send one that `Accept` names."),
  PACK_REFUSED(
      422, "The pack has errors", "Mend what `diagnostics` lists; the active pack keeps running."),
  MODEL_REFUSED(
      422,
      "The model falls short of the gate",
      "`falls_short` says of what and by how much; the model that answers keeps answering."),
  TOO_MANY_REQUESTS(429, "Too many requests", "Wait as long as `Retry-After` says."),
  INTERNAL(
      500,
      "The server failed",
      "Tell the operators the `instance`; the log has the cause under it."),
  UNAVAILABLE(
      503, "Not now", "Send it again after `Retry-After`; events are idempotent by source and id.");

  private final int status;
  private final String title;
  private final String mend;

  ProblemType(int status, String title, String mend) {
    this.status = status;
    this.title = title;
    this.mend = mend;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** What the caller can do about it. */
  public String mend() {
    return mend;
  }

  /** The word used in {@code type}: {@code too-large}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The type's address. Relative on purpose: it means the same on every server. */
  public String address() {
    return "/problems/" + word();
  }
}
