<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- All that is known of the account, to be taken away, and the account's end. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>

  <xsl:template match="page" mode="content">
    <section class="card" aria-labelledby="heading-export">
      <div class="card-head">
        <h2 id="heading-export"><xsl:value-of select="cd:text('own-data.export')"/></h2>
      </div>
      <p class="card-lead"><xsl:value-of select="cd:text('own-data.export.lead')"/></p>
      <xsl:call-template name="own-data-button">
        <xsl:with-param name="to">own-data-export</xsl:with-param>
        <xsl:with-param name="class">btn-primary</xsl:with-param>
      </xsl:call-template>
    </section>
    <xsl:apply-templates select="section[@name = 'erasure']/erasure"/>
  </xsl:template>

  <xsl:template match="erasure">
    <section class="card" data-section="erasure" aria-labelledby="heading-erasure">
      <div class="card-head">
        <h2 id="heading-erasure"><xsl:value-of select="cd:text('own-data.end')"/></h2>
      </div>
      <p class="card-lead"><xsl:value-of select="cd:text('own-data.end.lead')"/></p>
      <p class="card-text"><xsl:value-of select="cd:text('own-data.end.kept')"/></p>
      <xsl:apply-templates select="." mode="against"/>
      <xsl:call-template name="own-data-button">
        <xsl:with-param name="to">own-data-end</xsl:with-param>
        <xsl:with-param name="class">btn-danger</xsl:with-param>
      </xsl:call-template>
    </section>
  </xsl:template>

  <xsl:template match="erasure[@asked]">
    <section class="card pending" data-section="erasure" aria-labelledby="heading-erasure">
      <div class="card-head">
        <h2 id="heading-erasure"><xsl:value-of select="cd:text('own-data.asked')"/></h2>
      </div>
      <p class="card-text"><xsl:value-of select="cd:text('own-data.asked.text', cd:date(@asked, 'datetime'))"/></p>
      <xsl:apply-templates select="." mode="against"/>
      <xsl:call-template name="own-data-button">
        <xsl:with-param name="to">own-data-stay</xsl:with-param>
        <xsl:with-param name="class">btn-secondary</xsl:with-param>
      </xsl:call-template>
    </section>
  </xsl:template>

  <xsl:template match="erasure" mode="against">
    <xsl:if test="@services + @domains + @invoices != 0">
      <div class="card-text prose">
        <p><xsl:value-of select="cd:text('own-data.end.against')"/></p>
        <ul>
          <xsl:apply-templates select="@services[. != 0] | @domains[. != 0] | @invoices[. != 0]"/>
        </ul>
      </div>
    </xsl:if>
  </xsl:template>

  <xsl:template match="erasure/@services | erasure/@domains | erasure/@invoices">
    <li><xsl:value-of select="cd:text(concat('own-data.against.', name()), .)"/></li>
  </xsl:template>

  <xsl:template name="own-data-button">
    <xsl:param name="to"/>
    <xsl:param name="class"/>
    <form method="post" action="{cd:url($to)}">
      <input type="hidden" name="csrf" value="{/page/@csrf}"/>
      <button class="btn {$class}" type="submit"><xsl:value-of select="cd:text(concat('form.', $to, '.submit'))"/></button>
    </form>
  </xsl:template>

</xsl:stylesheet>
