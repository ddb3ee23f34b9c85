// SPDX-License-Identifier: Apache-2.0
/** The one form of JSON that the API speaks and the ledger keeps. */
@NullMarked
package dev.ballast.server.json;

import org.jspecify.annotations.NullMarked;
