/** What a report must hold and where it takes the referral: values, no storage. */
package health.consilium.opinion.rules;
