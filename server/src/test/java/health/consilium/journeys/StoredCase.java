package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.fhir.ContentStore;
import health.consilium.support.Api;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What lies of a case in tables and files, whoever may see it. */
record StoredCase(JdbcClient jdbc, ContentStore contents) {

    /** Keys of all that bears the label of the case. */
    static final String OF_CASE = "select t.res_id from hfj_res_tag t join hfj_tag_def d on d.tag_id = t.tag_id"
            + " where d.tag_code in ('case.' || :case, 'desk.' || :case)";

    /** All that bears the label of the case. */
    List<Map<String, Object>> stored(String number) {
        return jdbc.sql("select r.res_id, r.res_type, r.fhir_id from hfj_resource r where r.res_id in (" + OF_CASE
                        + ")")
                .param("case", number)
                .query()
                .listOfRows();
    }

    List<String> contentIds(String number) {
        return jdbc.sql(
                        "select substring(v.res_text_vc from '[0-9a-f]{32}') from hfj_res_ver v where v.res_type = 'Binary'"
                                + " and v.res_text_vc like '%content-id%' and v.res_id in (" + OF_CASE + ")")
                .param("case", number)
                .query(String.class)
                .list();
    }

    void nothingIsLeft(List<Map<String, Object>> before, List<String> documents, String number) {
        List<Map<String, Object>> left = stored(number);
        assertThat(left)
                .extracting(row -> row.get("res_type"))
                .as("the stub and the Task of the centre")
                .containsOnly("ServiceRequest", "Task");
        List<Long> kept = left.stream().map(row -> (Long) row.get("res_id")).toList();
        for (Map<String, Object> gone : before) {
            if (kept.contains((Long) gone.get("res_id"))) {
                continue;
            }
            String reference = gone.get("res_type") + "/" + gone.get("fhir_id");
            for (String table : List.of(
                    "hfj_resource",
                    "hfj_res_ver",
                    "hfj_res_tag",
                    "hfj_spidx_token",
                    "hfj_spidx_string",
                    "hfj_spidx_date")) {
                assertThat(jdbc.sql("select count(*) from " + table + " where res_id = :id")
                                .param("id", gone.get("res_id"))
                                .query(Integer.class)
                                .single())
                        .as(reference + " in " + table)
                        .isZero();
            }
            assertThat(Api.person("coordinator").get(reference).status())
                    .as(reference)
                    .isIn(404, 410);
        }
        String some = before.stream()
                .filter(row -> row.get("res_type").equals("Composition"))
                .map(row -> "Composition/" + row.get("fhir_id"))
                .findFirst()
                .orElseThrow();
        assertThat(Api.person("coordinator").get(some + "/_history").status()).isIn(404, 410);
        assertThat(documents).allSatisfy(id -> {
            assertThat(contents.isGone(id)).isTrue();
            assertThat(jdbc.sql("select count(*) from content_key where content_id = :id")
                            .param("id", id)
                            .query(Integer.class)
                            .single())
                    .isZero();
        });
        for (String table : List.of("notification_delivery", "shared_link")) {
            assertThat(jdbc.sql("select count(*) from " + table + " where case_number = :case")
                            .param("case", number)
                            .query(Integer.class)
                            .single())
                    .as(table)
                    .isZero();
        }
        assertThat(jdbc.sql("select count(*) from case_grant where closed_at is null and target = 'case.' || :case")
                        .param("case", number)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    long cachedSearches(List<Map<String, Object>> resources) {
        return resources.stream()
                .filter(row -> !List.of("ServiceRequest", "Task").contains(row.get("res_type")))
                .mapToLong(row -> jdbc.sql("select count(*) from hfj_search_result where resource_pid = :id")
                        .param("id", row.get("res_id"))
                        .query(Long.class)
                        .single())
                .sum();
    }

    int versions(String reference) {
        return jdbc.sql(
                        "select count(*) from hfj_res_ver v join hfj_resource r on r.res_id = v.res_id where r.fhir_id = :id")
                .param("id", reference.split("/")[1])
                .query(Integer.class)
                .single();
    }
}
