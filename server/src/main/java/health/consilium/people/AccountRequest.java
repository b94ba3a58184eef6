package health.consilium.people;

import health.consilium.smart.Account;
import health.consilium.smart.PartyRole;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the administrator sends of an account, checked.
 *
 * @param saysEnabled whether it says if the account is on
 * @param contact empty for a person who gets no mail
 */
record AccountRequest(Account account, boolean saysEnabled, Optional<Contacts.Contact> contact) {

    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,99}");
    private static final Pattern MAIL = Pattern.compile("[^@\\s\\p{Cntrl}<>,;\"]{1,64}@[A-Za-z0-9.-]{1,189}");
    private static final Pattern REFERENCE =
            Pattern.compile("(Practitioner|Patient|RelatedPerson)/[A-Za-z0-9.-]{1,64}");
    private static final Pattern ORGANIZATION = Pattern.compile("Organization/[A-Za-z0-9.-]{1,64}");
    private static final int LONGEST_NAME = 200;

    /**
     * @param role one of patient, coordinator, translator, centre, hospital, admin
     * @param enabled none: as it was, and on where the account is new
     * @param email where links go; none, no links
     * @param language of mails, BCP 47
     */
    record Body(
            String displayName,
            String role,
            String fhirUser,
            String organization,
            Boolean enabled,
            String email,
            String language) {}

    /** @throws Refused 422 that names what is wrong */
    static AccountRequest of(String username, Body body) {
        require(USERNAME.matcher(username).matches(), "A user name has letters, digits and . _ @ - only, at most 100.");
        require(body != null, "The body is a JSON object.");
        require(
                isText(body.displayName()) && body.displayName().length() <= LONGEST_NAME,
                "displayName is missing, longer than 200 characters, or more than one line.");
        PartyRole role = role(body.role());
        require(
                body.fhirUser() != null && REFERENCE.matcher(body.fhirUser()).matches(),
                "fhirUser is a reference such as Practitioner/1, Patient/1 or RelatedPerson/1.");
        require(
                (role == PartyRole.PATIENT) != body.fhirUser().startsWith("Practitioner/"),
                "A patient is a Patient or RelatedPerson, everybody else a Practitioner.");
        require(
                role == PartyRole.PATIENT
                        ? body.organization() == null
                        : body.organization() != null
                                && ORGANIZATION.matcher(body.organization()).matches(),
                "organization is a reference such as Organization/1; a patient has none.");
        Account account = new Account(
                username,
                body.displayName(),
                role,
                body.fhirUser(),
                Optional.ofNullable(body.organization()),
                body.enabled() == null || body.enabled());
        return new AccountRequest(account, body.enabled() != null, contact(username, body.email(), body.language()));
    }

    /** What becomes of the account that there is, if there is one: who corrects a name switches nobody on. */
    Account over(Optional<Account> before) {
        return saysEnabled
                ? account
                : before.map(Account::enabled).map(account::switched).orElse(account);
    }

    /** Something to read, on one line: a database holds no NUL, and a mail or page no other control character. */
    static boolean isText(String text) {
        return text != null && !text.isBlank() && text.chars().noneMatch(Character::isISOControl);
    }

    static Optional<Contacts.Contact> contact(String username, String email, String language) {
        if (email == null) {
            return Optional.empty();
        }
        require(MAIL.matcher(email).matches(), "email is not a mail address.");
        return Optional.of(new Contacts.Contact(username, email, language(language)));
    }

    private static String language(String tag) {
        try {
            return tag == null
                    ? "en"
                    : new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
        } catch (IllformedLocaleException e) {
            throw new Refused(422, "language is a BCP 47 tag, such as hi or zh-Hans.");
        }
    }

    private static PartyRole role(String role) {
        try {
            return PartyRole.valueOf(String.valueOf(role).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Refused(422, "role is one of patient, hospital, coordinator, translator, centre, admin.");
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new Refused(422, otherwise);
        }
    }
}
