<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- One domain. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/fact.xsl"/>
  <xsl:import href="../components/status.xsl"/>
  <xsl:import href="../components/renewal-switch.xsl"/>

  <xsl:template match="page" mode="title">
    <xsl:value-of select="section/domain/@name"/>
  </xsl:template>

  <xsl:template match="page" mode="back">
    <xsl:apply-templates select="." mode="back-link">
      <xsl:with-param name="to">domains</xsl:with-param>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="page" mode="actions">
    <xsl:apply-templates select="section/domain/@status"/>
  </xsl:template>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="section[@name = 'domain']/domain"/>
  </xsl:template>

  <xsl:template match="domain">
    <section class="card" data-section="domain">
      <dl class="facts facts-wide">
        <xsl:apply-templates select="@ours" mode="fact"/>
        <xsl:apply-templates select="@registrar[../@ours = 0]" mode="fact"/>
        <xsl:apply-templates select="@registered" mode="fact"/>
        <xsl:apply-templates select="@expires" mode="fact"/>
        <xsl:apply-templates select="@auto-renew[../@ours = 1]" mode="fact"/>
      </dl>
      <xsl:if test="@ours = 1 and (@status = 'active' or @status = 'grace' or @status = 'redemption') and cd:url('domain-renewal', @id) != ''">
        <div class="pending-actions">
          <xsl:apply-templates select="@auto-renew" mode="switch">
            <xsl:with-param name="action" select="cd:url('domain-renewal', @id)"/>
          </xsl:apply-templates>
        </div>
      </xsl:if>
    </section>
  </xsl:template>

</xsl:stylesheet>
