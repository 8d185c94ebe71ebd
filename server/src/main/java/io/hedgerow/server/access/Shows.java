package io.hedgerow.server.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a route shows what people wrote or posted: who opens it is kept before it answers. A
 * route says this or {@link ShowsNoContent}, itself or by its class; a test holds all to it, and
 * what says neither is kept all the same.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Shows {
  /** Of what kind it is, as the record of views names it. */
  String value();

  /**
   * True where the handler keeps the view itself, in the transaction that hands the content out.
   */
  boolean keptByHandler() default false;
}
