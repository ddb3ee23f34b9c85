// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.consensus;

/** Something to be looked up; changes nothing. */
public sealed interface Query {

  record GetDocument(String kind, String key) implements Query {}

  record ListDocuments(String kind) implements Query {}

  record Holder(String name) implements Query {}

  record Active() implements Query {}

  record CurrentEpoch(String resource) implements Query {}
}
