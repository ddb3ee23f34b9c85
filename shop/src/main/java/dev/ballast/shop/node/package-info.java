// SPDX-License-Identifier: Apache-2.0
/** What every service of the shop stands on: its server, its calls to others, its database. */
@NullMarked
package dev.ballast.shop.node;

import org.jspecify.annotations.NullMarked;
