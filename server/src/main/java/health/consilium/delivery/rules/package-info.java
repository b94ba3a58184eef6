/** What delivery decides, as pure values: prices, times, calendar entries. */
package health.consilium.delivery.rules;
