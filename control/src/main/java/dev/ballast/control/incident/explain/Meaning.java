// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.explain;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What failures mean, read from the words and status codes that protocols and libraries use; as
 * what is to be said of whoever was called.
 */
enum Meaning {
  CREDENTIALS(
      "has wrong credentials",
      "\\b401\\b|unauthori[sz]ed|unauthenticated|authentication fail|invalid (api"
          + " )?(key|token|credential)|unknown api key|bad credential|wrong password|password authentication"
          + " failed"),
  PERMISSION("has no permission", "\\b403\\b|forbidden|permission denied|access denied"),
  CERTIFICATE("has a certificate that is not accepted", "certificate|x509|handshake|pkix"),
  NAME("has a name that does not resolve", "unknown host|no such host|nxdomain|name resolution"),
  REFUSED("has nobody who listens", "connection refused|econnrefused|cannot be reached"),
  TIMEOUT("gives no answer in time", "time[d]?[ -]?out|deadline exceeded|did not answer in time"),
  FULL("has no room left", "no space left|disk full|quota exceeded"),
  POOL(
      "has no free connection",
      "too many connections|pool (is )?exhausted|connection pool|no free conn"),
  MEMORY("has no memory left", "out of memory|outofmemory|\\boom([ -]?kill(ed|er)?)?\\b"),
  LIMIT("gets too many requests", "\\b429\\b|rate limit|too many requests|throttl"),
  OVERLOAD("is overloaded", "\\b503\\b|unavailable|overloaded|circuit"),
  SCHEMA(
      "has a schema that does not fit",
      "no such column|undefined column|does not exist|deserializ");

  private final String words;
  private final Pattern pattern;

  Meaning(String words, String pattern) {
    this.words = words;
    this.pattern = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
  }

  String words() {
    return words;
  }

  /** Whether whoever says so is well, and it is the caller that asks wrongly. */
  boolean isOfCaller() {
    return switch (this) {
      case CREDENTIALS, PERMISSION -> true;
      case CERTIFICATE, NAME, REFUSED, TIMEOUT, FULL, POOL, MEMORY, LIMIT, OVERLOAD, SCHEMA ->
          false;
    };
  }

  /** The first that fits; the order is from the particular to the general. */
  static Optional<Meaning> of(String text) {
    return List.of(values()).stream().filter(m -> m.pattern.matcher(text).find()).findFirst();
  }
}
