// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.change;

import java.util.NavigableSet;
import java.util.Set;

/**
 * What kind of change leads to what kind of symptom even when they share no word: who takes a lock
 * away gets a race, who says more fills a disk. Beginnings of words, as {@link Words} gives them.
 */
enum Kinship {
  LOCKS(
      Set.of("lock", "unloc", "mutex", "sync", "synch", "atomi", "volat", "semap"),
      Set.of("concu", "race", "deadl", "corru", "panic")),
  BOUNDS(
      Set.of("limit", "page", "pagin", "where", "index", "batch", "chunk"),
      Set.of("slow", "query", "rows", "scan", "laten", "timeo", "cpu")),
  POOLS(
      Set.of("pool", "conns", "conne", "worke", "max", "capac", "size"),
      Set.of("exhau", "acqui", "pool", "satur", "queue", "timeo", "wait")),
  PATIENCE(
      Set.of("retri", "retry", "attem", "backo", "timeo", "deadl", "sleep", "delay", "budge"),
      Set.of("retri", "retry", "timeo", "exhau", "deadl", "budge")),
  CACHES(
      Set.of("ttl", "cache", "expir", "evict"),
      Set.of("cache", "miss", "stale", "stamp", "query", "cpu", "hit")),
  VOLUME(
      Set.of("level", "debug", "trace", "sampl", "verbo", "loggi"),
      Set.of("disk", "space", "volum", "full", "inode")),
  MEMORY(
      Set.of("appen", "heap", "memor", "xmx", "buffe", "keeps"),
      Set.of("memor", "heap", "oom", "oomki", "rss", "swap")),
  TRUST(
      Set.of("leewa", "skew", "expir", "exp", "token", "auth", "scope", "crede", "secre", "passw"),
      Set.of("expir", "token", "unaut", "401", "403", "forbi", "crede", "denie", "login")),
  SCHEMA(
      Set.of("mappi", "colum", "table", "field", "schem", "migra", "renam"),
      Set.of("mappi", "colum", "relat", "field", "unkno", "exist", "schem", "parse")),
  SEEDING(
      Set.of("regis", "init", "seed", "boots", "load", "impor"),
      Set.of("found", "regis", "missi", "unkno", "undef", "nullp"));

  @SuppressWarnings("ImmutableEnumChecker") // Set.of is.
  private final Set<String> change;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of is.
  private final Set<String> symptom;

  Kinship(Set<String> change, Set<String> symptom) {
    this.change = change;
    this.symptom = symptom;
  }

  /** Whether what a change does is of a kind that leads to such a symptom. */
  static boolean between(NavigableSet<String> change, NavigableSet<String> symptom) {
    for (Kinship one : values()) {
      if (change.stream().anyMatch(one.change::contains)
          && symptom.stream().anyMatch(one.symptom::contains)) {
        return true;
      }
    }
    return false;
  }
}
