// SPDX-License-Identifier: Apache-2.0
/** Shared states brought between regions by Infinispan's asynchronous cross-site replication. */
@NullMarked
package dev.ballast.ledger.infinispan;

import org.jspecify.annotations.NullMarked;
