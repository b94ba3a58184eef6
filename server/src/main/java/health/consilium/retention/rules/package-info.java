/** What goes, what stays, and until when it has to stay. */
package health.consilium.retention.rules;
