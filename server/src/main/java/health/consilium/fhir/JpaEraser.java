package health.consilium.fhir;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.model.DeleteConflictList;
import ca.uhn.fhir.jpa.dao.expunge.IResourceExpungeService;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.model.entity.ResourceHistoryTablePk;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IdType;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * {@link Eraser} over HAPI's storage. What there is to erase is asked of its tables and not of its search, which does not find
 * what was deleted. Each resource goes by HAPI's own services, one by one: {@code $delete-expunge} would leave bytes outside the
 * database behind (https://github.com/hapifhir/hapi-fhir/issues/5795).
 */
@Component
class JpaEraser implements Eraser {

    private static final String STORED =
            """
            select r.res_id, r.res_type, r.fhir_id, r.res_deleted_at is not null as deleted,
                coalesce((select string_agg(d.tag_code, ' ') from hfj_res_tag t join hfj_tag_def d on d.tag_id = t.tag_id
                          where t.res_id = r.res_id and d.tag_system = :system), '') as labels
            """;

    private static final String KEYS = "(select unnest(string_to_array(:keys, ' ')::bigint[]))";

    /** In the text of a resource, without server and version. */
    private static final String REFERENCE =
            "\"reference\"\\s*:\\s*\"(?:[^\"]*/)?([A-Z][A-Za-z]*/[A-Za-z0-9.-]+)(?:/_history/[^\"]*)?\"";

    /** In one step; HAPI asks for one row more than that, which overflows at the greatest number. */
    private static final int MOST_VERSIONS = 1_000_000;

    private final DaoRegistry daos;
    private final IResourceExpungeService<JpaPid, ResourceHistoryTablePk> expunging;
    private final JdbcClient jdbc;

    @PersistenceContext
    private EntityManager entities;

    JpaEraser(
            DaoRegistry daos,
            @Lazy IResourceExpungeService<JpaPid, ResourceHistoryTablePk> expunging,
            JdbcClient jdbc) {
        this.daos = daos;
        this.expunging = expunging;
        this.jdbc = jdbc;
    }

    @Override
    public List<Stored> bearing(Collection<Coding> labels) {
        String system = labels.iterator().next().getSystem();
        return jdbc.sql(
                        STORED
                                + """
                        from hfj_resource r where r.res_id in (
                            select t.res_id from hfj_res_tag t join hfj_tag_def d on d.tag_id = t.tag_id
                            where d.tag_system = :system and d.tag_code in (:codes))
                        order by r.res_id
                        """)
                .param("system", system)
                .param("codes", labels.stream().map(Coding::getCode).toList())
                .query(JpaEraser::stored)
                .list();
    }

    @Override
    public List<Stored> find(Collection<String> references, String labelSystem) {
        return jdbc.sql(
                        STORED
                                + """
                        from (select distinct unnest(string_to_array(:references, ' ')) as reference) asked
                        join hfj_resource r on r.res_type = split_part(asked.reference, '/', 1)
                            and r.fhir_id = split_part(asked.reference, '/', 2)
                        order by r.res_id
                        """)
                .param("system", labelSystem)
                .param("references", String.join(" ", references))
                .query(JpaEraser::stored)
                .list();
    }

    @Override
    public List<Link> linksTo(Collection<Long> keys, String labelSystem) {
        return jdbc.sql(STORED + ", l.target_resource_id from hfj_res_link l"
                        + " join hfj_resource r on r.res_id = l.src_resource_id where l.target_resource_id in " + KEYS
                        + " and l.src_resource_id not in " + KEYS)
                .param("system", labelSystem)
                .param("keys", words(keys))
                .query((row, number) -> new Link(stored(row, number), row.getLong("target_resource_id")))
                .list();
    }

    /** The index of references knows the current versions alone. */
    @Override
    public List<Stored> everNaming(Collection<String> references, String type, String labelSystem) {
        return jdbc.sql(
                        STORED
                                + """
                        from hfj_resource r where r.res_type = :type and r.res_id in (
                            select v.res_id from hfj_res_ver v, regexp_matches(v.res_text_vc, :pattern, 'g') named
                            where v.res_type = :type and named[1] = any(string_to_array(:references, ' ')))
                        order by r.res_id
                        """)
                .param("system", labelSystem)
                .param("type", type)
                .param("pattern", REFERENCE)
                .param("references", String.join(" ", references))
                .query(JpaEraser::stored)
                .list();
    }

    private static Stored stored(ResultSet row, int number) throws SQLException {
        String labels = row.getString("labels");
        return new Stored(
                row.getLong("res_id"),
                row.getString("res_type") + "/" + row.getString("fhir_id"),
                labels.isEmpty() ? Set.of() : Set.of(labels.split(" ")),
                row.getBoolean("deleted"));
    }

    /** In SQL: HAPI's way merges the resource, and fails on one that was changed in the same transaction. */
    @Override
    public void unlabel(String reference, List<Coding> labels) {
        entities.flush();
        entities.clear();
        jdbc.sql(
                        """
                        delete from hfj_res_tag t using hfj_tag_def d, hfj_resource r
                        where d.tag_id = t.tag_id and r.res_id = t.res_id and r.res_type = :type and r.fhir_id = :id
                          and d.tag_system = :system and d.tag_code in (:codes)
                        """)
                .param("type", new IdType(reference).getResourceType())
                .param("id", new IdType(reference).getIdPart())
                .param("system", labels.get(0).getSystem())
                .param("codes", labels.stream().map(Coding::getCode).toList())
                .update();
    }

    @Override
    public void delete(Collection<Stored> some, Collection<Stored> all) {
        DeleteConflictList conflicts = new DeleteConflictList();
        all.forEach(resource -> conflicts.setResourceIdMarkedForDeletion(new IdType(resource.reference())));
        TransactionDetails transaction = new TransactionDetails();
        for (Stored resource : some) {
            daos.getResourceDao(resource.type())
                    .delete(new IdType(resource.reference()), conflicts, new SystemRequestDetails(), transaction);
        }
        if (!conflicts.isEmpty()) {
            throw new IllegalStateException("Something that stays refers to "
                    + conflicts.iterator().next().getTargetId().toUnqualifiedVersionless());
        }
        entities.flush();
    }

    @Override
    public void expunge(Collection<Long> keys) {
        List<JpaPid> present = present(keys);
        AtomicInteger unlimited = new AtomicInteger(MOST_VERSIONS);
        expunging.expungeHistoricalVersionsOfIds(new SystemRequestDetails(), present, unlimited);
        expunging.expungeCurrentVersionOfResources(new SystemRequestDetails(), present, unlimited);
        entities.flush();
        entities.clear();
    }

    @Override
    public void expungeHistory(Collection<Long> keys) {
        expunging.expungeHistoricalVersionsOfIds(
                new SystemRequestDetails(), present(keys), new AtomicInteger(MOST_VERSIONS));
        entities.flush();
        entities.clear();
    }

    private List<JpaPid> present(Collection<Long> keys) {
        return jdbc
                .sql("select res_id from hfj_resource where res_id in " + KEYS + " order by res_id")
                .param("keys", words(keys))
                .query(Long.class)
                .list()
                .stream()
                .map(JpaPid::fromId)
                .toList();
    }

    @Override
    public int forgetSearches(Collection<Stored> resources) {
        List<Long> searches = jdbc.sql("select s.pid from hfj_search s where s.pid in"
                        + " (select search_pid from hfj_search_result where resource_pid in " + KEYS + ")"
                        + " or s.resource_id in " + KEYS
                        + " or exists (select 1 from unnest(string_to_array(:ids, ' ')) id"
                        + " where s.search_query_string_vc like '%' || id || '%')")
                .param("keys", words(keys(resources)))
                .param("ids", resources.stream().map(Stored::id).collect(Collectors.joining(" ")))
                .query(Long.class)
                .list();
        for (String table : List.of("hfj_search_result", "hfj_search_include")) {
            jdbc.sql("delete from " + table + " where search_pid in " + KEYS)
                    .param("keys", words(searches))
                    .update();
        }
        jdbc.sql("delete from hfj_res_search_url where res_id in " + KEYS)
                .param("keys", words(keys(resources)))
                .update();
        return jdbc.sql("delete from hfj_search where pid in " + KEYS)
                .param("keys", words(searches))
                .update();
    }

    private static List<Long> keys(Collection<Stored> resources) {
        return resources.stream().map(Stored::key).toList();
    }

    @Override
    public Remains remains(Collection<Long> keys) {
        return new Remains(
                count("hfj_resource where res_id", keys),
                count("hfj_res_ver where res_id", keys),
                count("hfj_search_result where resource_pid", keys));
    }

    private int count(String where, Collection<Long> keys) {
        return jdbc.sql("select count(*) from " + where + " in " + KEYS)
                .param("keys", words(keys))
                .query(Integer.class)
                .single();
    }

    private static String words(Collection<Long> keys) {
        return keys.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
