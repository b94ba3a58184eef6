/** What is told to whom, when it is tried again, and where it may be sent: pure code. */
package health.consilium.notification.rules;
