// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.infinispan;

import dev.ballast.ledger.merge.ByteMerge;
import dev.ballast.ledger.merge.Losses;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.infinispan.xsite.spi.SiteEntry;
import org.infinispan.xsite.spi.XSiteEntryMergePolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Infinispan asks of two concurrent entries. Depends on both entries and on nothing else, has
 * an answer to anything and never throws: what throws is asked again at once and for ever. Which
 * writes are lost is told where the states are kept, which merges once more. Infinispan makes
 * instances of its own from the class.
 */
public final class TotalMerge implements XSiteEntryMergePolicy<String, Object> {

  private static final Logger log = LoggerFactory.getLogger(TotalMerge.class);

  private static final LongAdder FAILURES = new LongAdder();

  private final Losses losses;

  public TotalMerge() {
    this(Losses.IGNORED);
  }

  TotalMerge(Losses losses) {
    this.losses = losses;
  }

  /** Merges that had to fall back to the order of bytes; each is a bug to look at. */
  static long failures() {
    return FAILURES.sum();
  }

  @Override
  public CompletionStage<SiteEntry<Object>> merge(
      String key, SiteEntry<Object> local, SiteEntry<Object> remote) {
    return CompletableFuture.completedFuture(merged(key, local, remote));
  }

  private SiteEntry<Object> merged(String key, SiteEntry<Object> local, SiteEntry<Object> remote) {
    Object ours = local.getValue();
    Object theirs = remote.getValue();
    if (ours == null || theirs == null) {
      return theirs == null ? local : remote;
    }
    Object kept = bytes(key, ours, theirs);
    if (isSame(kept, ours) && isSame(kept, theirs)) {
      return local.getSiteName().compareTo(remote.getSiteName()) <= 0 ? local : remote;
    }
    if (isSame(kept, ours)) {
      return local;
    }
    if (isSame(kept, theirs)) {
      return remote;
    }
    SiteEntry<Object> named =
        local.getSiteName().compareTo(remote.getSiteName()) <= 0 ? local : remote;
    return new SiteEntry<>(named.getSiteName(), kept, named.getMetadata());
  }

  private Object bytes(String key, Object ours, Object theirs) {
    try {
      if (ours instanceof byte[] a && theirs instanceof byte[] b && isState(key)) {
        byte @Nullable [] merged = ByteMerge.merge(key, a, b, losses);
        if (merged != null) {
          return merged;
        }
      }
    } catch (Throwable bug) { // Anything at all, or the engine would loop on it.
      FAILURES.increment();
      log.atError()
          .setCause(bug)
          .addKeyValue("event", "shared.merge_failed")
          .addKeyValue("key", key)
          .log("a merge failed; the larger bytes are kept");
    }
    return larger(ours, theirs);
  }

  private static boolean isState(String key) {
    return key.startsWith("s/");
  }

  private static boolean isSame(Object a, Object b) {
    return (a instanceof byte[] x && b instanceof byte[] y) ? Arrays.equals(x, y) : a.equals(b);
  }

  /** Bytes beat what is none, which only somebody else can have written. */
  private static Object larger(Object a, Object b) {
    if (a instanceof byte[] != b instanceof byte[]) {
      return a instanceof byte[] ? a : b;
    }
    return Arrays.compareUnsigned(asBytes(a), asBytes(b)) >= 0 ? a : b;
  }

  private static byte[] asBytes(Object value) {
    return value instanceof byte[] bytes
        ? bytes
        : (value.getClass().getName() + " " + value).getBytes(StandardCharsets.UTF_8);
  }
}
