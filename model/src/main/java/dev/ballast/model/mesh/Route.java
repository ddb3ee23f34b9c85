// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.mesh;

import java.time.Duration;

/**
 * What happens to the requests that match.
 *
 * @param name unique in its service; named in metrics and by the admin API
 * @param timeout from the request's first byte to the response's last; zero for none
 */
public record Route(
    String name,
    Match match,
    Split split,
    Sticky sticky,
    Duration timeout,
    Retry retry,
    Mirror mirror) {

  public static final Duration TIMEOUT = Duration.ofSeconds(15);

  public Route withSplit(Split newSplit) {
    return new Route(name, match, newSplit, sticky, timeout, retry, mirror);
  }

  public Route withMirror(Mirror newMirror) {
    return new Route(name, match, split, sticky, timeout, retry, newMirror);
  }
}
