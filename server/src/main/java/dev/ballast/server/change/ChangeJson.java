// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.change;

import dev.ballast.control.change.Change;
import java.time.Instant;

/** A change as the API writes it. */
public record ChangeJson(
    String id,
    Instant at,
    String kind,
    String service,
    String from,
    String to,
    String region,
    String summary,
    String author,
    String url,
    String source,
    String diff) {

  public static ChangeJson of(Change change) {
    return new ChangeJson(
        change.id(),
        change.at(),
        change.kind().word(),
        change.service(),
        change.from(),
        change.to(),
        change.region(),
        change.summary(),
        change.author(),
        change.url(),
        change.source(),
        change.diff());
  }
}
